import { systemsOf } from '@theriac/govern';
import { expect, test } from 'vitest';
import { configurationInMemory } from '../../configuration.ts';
import { buildGraph } from '../build-graph.ts';
import { wrongPaths } from '../findings.ts';
import type { AccessGraph } from '../graph.ts';

const MACHINES = 100;
const STORES = 50;

/** Machines that face the internet, and databases whose group lets in what `from` says. */
async function graphOf(from: string): Promise<AccessGraph> {
  const machines = Array.from(
    { length: MACHINES },
    (_, i) => `resource "aws_instance" "m${i}" {
  associate_public_ip_address = true
  vpc_security_group_ids      = [aws_security_group.inner.id, aws_security_group.web.id]
}
`,
  );
  const stores = Array.from(
    { length: STORES },
    (_, i) => `resource "aws_db_instance" "d${i}" {
  engine                 = "postgres"
  vpc_security_group_ids = [aws_security_group.inner.id]
}
`,
  );
  const { resources } = await configurationInMemory({
    'main.tf': `resource "aws_security_group" "inner" {
  ingress {
    from_port = 5432
    to_port   = 5432
    protocol  = "tcp"
    ${from}
  }
}
resource "aws_security_group" "web" {
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
${machines.join('')}${stores.join('')}`,
  });
  return buildGraph(resources, systemsOf([], 'ward'));
}

test('hops grow with the members of a range of addresses, not with their pairs', async () => {
  const graph = await graphOf('cidr_blocks = ["10.0.0.0/8"]');
  expect(graph.hops().length).toBeLessThan(5 * (MACHINES + STORES));
  expect(wrongPaths(graph).map(({ rule }) => rule.id)).toEqual(
    Array.from({ length: STORES }, () => 'THERIAC-PATH-NOT-SEGMENTED'),
  );
});

test('hops grow with the members of a group, who are let in on purpose', async () => {
  const graph = await graphOf('self = true');
  expect(graph.hops().length).toBeLessThan(5 * (MACHINES + STORES));
  expect(wrongPaths(graph)).toEqual([]);
});
