/**
 * How the time of `theriac paths` grows: each kind of topology with 300 and with 3,000 members on one network, a tenth of them
 * databases, and folders of small files. The start of the program is taken off both.
 *
 *   node bench/paths.ts
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Bar, compare, type Program, printBars, runOnce, scratch } from './measure.ts';

const { folder } = scratch();
const main = fileURLToPath(new URL('../packages/cli/src/main.ts', import.meta.url));
const SMALL = 300;
const LARGE = 3000;

type Files = ReadonlyMap<string, string>;

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i);
const isStore = (i: number): boolean => i % 10 === 0;
const storeOf = (i: number): number => i - (i % 10);
const isOpen = (i: number): boolean => i % 5 === 1;

function compose(count: number): Files {
  const service = (i: number): string =>
    `  s${i}:\n    image: ${isStore(i) ? 'postgres:17' : 'registry.example/app:1'}\n    environment: {DB: "postgres://s${storeOf(i)}/emr"}\n${isOpen(i) ? `    ports: ["${1000 + i}:80"]\n` : ''}`;
  return new Map([['compose.yaml', `services:\n${numbers(count).map(service).join('')}`]]);
}

/** Pods without policies, a file for each. */
function kubernetes(count: number): Files {
  const metadata = (i: number): string => `metadata: {name: a${i}, namespace: ward}`;
  return new Map(
    numbers(count).map((i) => [
      `part${i % 30}/a${i}.yaml`,
      `apiVersion: apps/v1\nkind: Deployment\n${metadata(i)}\nspec:\n  template:\n    metadata: {labels: {app: a${i}}}\n    spec:\n      containers:\n        - name: main\n          image: ${isStore(i) ? 'postgres:17' : 'registry.example/app:1'}\n          env: [{name: DB, value: "postgres://a${storeOf(i)}/emr"}]\n---\napiVersion: v1\nkind: Service\n${metadata(i)}\nspec: {${isOpen(i) ? 'type: LoadBalancer, ' : ''}selector: {app: a${i}}, ports: [{port: 80}]}\n`,
    ]),
  );
}

function terraform(network: string, machine: (i: number) => string, store: (i: number) => string) {
  return (count: number): Files =>
    new Map([
      [
        'main.tf',
        network +
          numbers(count)
            .map((i) => (isStore(i) ? store(i) : machine(i)))
            .join(''),
      ],
    ]);
}

const aws = terraform(
  `resource "aws_vpc" "v" { cidr_block = "10.0.0.0/8" }
resource "aws_internet_gateway" "g" { vpc_id = aws_vpc.v.id }
resource "aws_route_table" "r" {
  vpc_id = aws_vpc.v.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.g.id
  }
}
resource "aws_subnet" "s" {
  vpc_id                  = aws_vpc.v.id
  cidr_block              = "10.1.0.0/16"
  map_public_ip_on_launch = true
}
resource "aws_route_table_association" "a" {
  subnet_id      = aws_subnet.s.id
  route_table_id = aws_route_table.r.id
}
resource "aws_db_subnet_group" "d" { subnet_ids = [aws_subnet.s.id] }
resource "aws_security_group" "web" {
  vpc_id = aws_vpc.v.id
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_security_group" "db" {
  vpc_id = aws_vpc.v.id
  ingress {
    from_port       = 5432
    to_port         = 5432
    protocol        = "tcp"
    security_groups = [aws_security_group.web.id]
  }
}
`,
  (i) =>
    `resource "aws_instance" "x${i}" {\n  subnet_id = aws_subnet.s.id\n  vpc_security_group_ids = [aws_security_group.web.id]\n}\n`,
  (i) =>
    `resource "aws_db_instance" "x${i}" {\n  engine = "postgres"\n  db_subnet_group_name = aws_db_subnet_group.d.name\n  vpc_security_group_ids = [aws_security_group.db.id]\n}\n`,
);

const azure = terraform(
  `resource "azurerm_virtual_network" "v" {
  name          = "v"
  address_space = ["10.0.0.0/8"]
}
resource "azurerm_subnet" "s" {
  name                 = "s"
  virtual_network_name = azurerm_virtual_network.v.name
  address_prefixes     = ["10.1.0.0/16"]
}
`,
  (i) =>
    `resource "azurerm_public_ip" "p${i}" {\n  name = "p${i}"\n}\nresource "azurerm_network_interface" "n${i}" {\n  name = "n${i}"\n  ip_configuration {\n    subnet_id = azurerm_subnet.s.id\n    public_ip_address_id = azurerm_public_ip.p${i}.id\n  }\n}\nresource "azurerm_linux_virtual_machine" "x${i}" {\n  name = "x${i}"\n  network_interface_ids = [azurerm_network_interface.n${i}.id]\n}\n`,
  (i) =>
    `resource "azurerm_postgresql_flexible_server" "x${i}" {\n  name = "x${i}"\n  delegated_subnet_id = azurerm_subnet.s.id\n}\n`,
);

const google = terraform(
  `resource "google_compute_network" "v" { name = "v" }
resource "google_compute_firewall" "web" {
  network       = google_compute_network.v.id
  source_ranges = ["0.0.0.0/0"]
  allow {
    protocol = "tcp"
    ports    = ["443"]
  }
}
`,
  (i) =>
    `resource "google_compute_instance" "x${i}" {\n  network_interface {\n    network = google_compute_network.v.id\n    access_config {}\n  }\n}\n`,
  (i) =>
    `resource "google_sql_database_instance" "x${i}" {\n  database_version = "POSTGRES_17"\n  settings {\n    ip_configuration {\n      ipv4_enabled = false\n      private_network = google_compute_network.v.id\n    }\n  }\n}\n`,
);

/** Small files that declare nothing. */
function files(count: number): Files {
  return new Map(
    numbers(count).map((i) => [`part${i % 100}/f${i}.yaml`, `name: f${i}\nvalues:\n  - {a: 1, b: ${i}}\n`]),
  );
}

const TOPOLOGIES: readonly (readonly [
  what: string,
  make: (count: number) => Files,
  small: number,
  command: 'paths' | 'scan',
])[] = [
  ['services of one Compose file', compose, SMALL, 'paths'],
  ['workloads of Kubernetes without policies', kubernetes, SMALL, 'paths'],
  ['machines and databases of AWS', aws, SMALL, 'paths'],
  ['machines and databases of Azure', azure, SMALL, 'paths'],
  ['machines and databases of Google Cloud', google, SMALL, 'paths'],
  ['small YAML files, `theriac scan`', files, 2000, 'scan'],
];

const node = (name: string, args: readonly string[]): Program => ({
  name,
  command: process.execPath,
  args: [main, ...args],
});
const bars: Bar[] = [];
for (const [index, [what, make, small, command]] of TOPOLOGIES.entries()) {
  const large = (small * LARGE) / SMALL;
  const run = (count: number): Program => {
    const target = join(folder, `${index}-${count}`);
    for (const [path, text] of make(count)) {
      const file = join(target, path);
      mkdirSync(join(file, '..'), { recursive: true });
      writeFileSync(file, text);
    }
    const rest = command === 'scan' ? ['--offline'] : ['--format', 'json'];
    return node(String(count), [command, target, '--quiet', ...rest]);
  };
  const walls = await compare([node('start', ['--version']), run(small), run(large)], 3);
  const [start = 0, few = 0, many = 0] = ['start', String(small), String(large)].map(
    (name) => walls.get(name) ?? Number.NaN,
  );
  const { rss } = await runOnce(run(large), true);
  bars.push({
    what: `${large.toLocaleString('en')} ${what}`,
    measured: `${(many - start).toFixed(0)} ms, ${rss.toFixed(0)} MiB`,
    baseline: `${small.toLocaleString('en')}: ${(few - start).toFixed(0)} ms (start alone: ${start.toFixed(0)} ms)`,
    bar: '≤ 11×',
    met: many - start <= 11 * (few - start),
  });
}
printBars('Paths', bars);
