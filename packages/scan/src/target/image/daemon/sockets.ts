/** Where docker and podman listen on this machine. Other machines (tcp, ssh) are not asked. */
import { join } from 'node:path';
import { TheriacError } from '@theriac/core';
import { homeOf } from '../registry/configuration-files.ts';

/**
 * The sockets to try, in order. The one that DOCKER_HOST or CONTAINER_HOST names is the only one.
 * @throws TheriacError THERIAC_REGISTRY for a daemon that does not listen on a unix socket
 */
export function socketsOf(env: NodeJS.ProcessEnv): readonly string[] {
  for (const variable of ['DOCKER_HOST', 'CONTAINER_HOST']) {
    const value = env[variable];
    if (value === undefined || value === '') continue;
    const path = value.startsWith('unix://') ? value.slice('unix://'.length) : '';
    if (!path.startsWith('/'))
      throw new TheriacError(
        'THERIAC_REGISTRY',
        `${variable} names no unix socket (unix:///PATH); save the image there (docker save) and scan the file`,
      );
    return [path];
  }
  const runtime = env.XDG_RUNTIME_DIR ?? '';
  const ofUser = (...path: string[]): string[] => (runtime === '' ? [] : [join(runtime, ...path)]);
  return [
    '/var/run/docker.sock',
    ...ofUser('docker.sock'),
    join(homeOf(env), '.docker', 'run', 'docker.sock'),
    ...ofUser('podman', 'podman.sock'),
    '/run/podman/podman.sock',
  ];
}
