import { systemsOf } from '@theriac/govern';
import { expect, test } from 'vitest';
import { configurationInMemory } from '../configuration.ts';
import { buildGraph } from './build-graph.ts';
import { INTERNET } from './graph.ts';

async function hopsIn(files: Readonly<Record<string, string>>): Promise<string[]> {
  const { resources } = await configurationInMemory(files);
  const graph = buildGraph(resources, systemsOf([], 'ward'));
  return graph
    .hopsFrom(INTERNET)
    .map(
      ({ to, authentication, mfa }) =>
        `${graph.node(to)?.label}: login ${authentication}, ${mfa ?? 'nothing said'}`,
    );
}

const STACK = `services:
  portal:
    image: registry.example/portal:1
    ports: ["8443:8443"]
    environment: {OIDC_ISSUER: "http://keycloak:8080/realms/ward"}
  keycloak:
    image: quay.io/keycloak/keycloak:26.0
    ports: ["9443:9443"]
  other:
    image: registry.example/other:1
    ports: ["7443:7443"]
`;
const realm = (isDefault: boolean): string =>
  JSON.stringify({
    realm: 'ward',
    enabled: true,
    sslRequired: 'external',
    clients: [],
    requiredActions: [{ alias: 'CONFIGURE_TOTP', enabled: true, defaultAction: isDefault }],
  });

test.each([
  [true, 'yes'],
  [false, 'no'],
])('what logs in by a realm asks for a second factor as the realm does: %s', async (isDefault, mfa) => {
  expect(await hopsIn({ 'compose.yaml': STACK, 'realm.json': realm(isDefault) })).toEqual([
    `services.portal: login unknown, ${mfa}`,
    `services.keycloak: login unknown, ${mfa}`,
    'services.other: login unknown, nothing said',
  ]);
});

const balancer = (mfa: string): string => `resource "aws_security_group" "web" {
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_lb" "web" {
  security_groups = [aws_security_group.web.id]
}
resource "aws_cognito_user_pool" "staff" {
  mfa_configuration = "${mfa}"
}
resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.web.arn
  protocol          = "HTTPS"
  default_action {
    type = "authenticate-cognito"
    authenticate_cognito {
      user_pool_arn = aws_cognito_user_pool.staff.arn
    }
  }
  default_action {
    type = "forward"
  }
}
`;

test.each([
  ['ON', 'yes'],
  ['OPTIONAL', 'no'],
])('a load balancer that asks a pool of users asks as the pool does: %s', async (setting, mfa) => {
  expect(await hopsIn({ 'main.tf': balancer(setting) })).toEqual([`aws_lb.web: login yes, ${mfa}`]);
});
