/** Runtimes that get no security updates any more, as of November 2026. */
export const ENDED_RUNTIMES = [
  'nodejs',
  'nodejs4.3*',
  'nodejs6.10',
  'nodejs8.10',
  'nodejs10.x',
  'nodejs12.x',
  'nodejs14.x',
  'nodejs16.x',
  'nodejs18.x',
  'nodejs20.x',
  'python2.7',
  'python3.6',
  'python3.7',
  'python3.8',
  'python3.9',
  'python3.10',
  'ruby2.5',
  'ruby2.7',
  'ruby3.2',
  'java8',
  'go1.x',
  'dotnetcore*',
  'dotnet5.0',
  'dotnet6',
  'dotnet7',
  'provided',
];

/** As of November 2026, extended support included. */
export const ENDED_KUBERNETES = Array.from({ length: 21 }, (_, i) => `1.${i + 10}`);

export const containers = (extra: string): string =>
  `family = "api"\ncontainer_definitions = jsonencode([{\nname = "api"\nimage = "registry.example/api:1"\n${extra}\n}])`;
