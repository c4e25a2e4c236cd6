/** `theriac serve`: what it takes. */
import { declare, type GivenTo } from '../../command/command.ts';
import { choiceOr, parsed, text, textOr, wholeNumber } from '../../command/spec.ts';
import { DATA } from '../../inputs/server.ts';

const MAX_PORT = 65_535;

export const serve = declare({
  name: 'serve',
  summary: 'the server: one catalog for the whole organisation',
  description:
    'Start the server: systems, results and decisions of an organisation, over REST. Without DATABASE_URL it starts a private PostgreSQL in the data folder. The first start prints a link that makes the first administrator. Ctrl-C answers what was asked and stops.',
  operands: {},
  options: {
    data: DATA,
    host: textOr('--host <address>', 'address to listen at; others than loopback need TLS', '127.0.0.1'),
    port: parsed('--port <number>', 'port to listen at (default: 8420; 0: any)', (given, refuse) => {
      const port = /^\d{1,5}$/.test(given) ? Number(given) : Number.NaN;
      if (!(port <= MAX_PORT)) throw refuse('write a port from 0 to 65535');
      return port;
    }),
    role: choiceOr(
      '--role <role>',
      'api answers requests, worker does what they leave behind; several processes of each may share a database',
      ['all', 'api', 'worker'],
      'all',
    ),
    tlsCert: text('--tls-cert <file>', 'certificate with its chain, PEM'),
    tlsKey: text('--tls-key <file>', 'private key, PEM'),
    keyService: text(
      '--key-service <service>',
      'who wraps data keys: aws-kms:REGION/KEY or vault:https://HOST:PORT/MOUNT/KEY (default: a file in the data folder)',
    ),
    checkpoints: text(
      '--checkpoints <dir>',
      'second place for checkpoints of the audit trail: another machine, or media that are written once',
    ),
    trustedProxies: wholeNumber(
      '--trusted-proxies <number>',
      'how many proxies stand in front and speak TLS; their X-Forwarded headers are believed',
    ),
    publicUrl: parsed(
      '--public-url <url>',
      'address under which browsers reach the server; passkeys and identity providers are bound to it',
      (given, refuse) => {
        const url = URL.parse(given);
        if (url === null || !/^https?:$/.test(url.protocol) || url.pathname !== '/')
          throw refuse('write an address without a path, like https://theriac.example.org');
        return url.origin;
      },
    ),
    breachList: parsed(
      '--breach-list <url>',
      'where ranges of breached passwords are asked for, if an organisation wants it (default: nowhere)',
      (given, refuse) => {
        const url = URL.parse(given);
        if (url === null || !given.endsWith('/') || !/^https?:$/.test(url.protocol))
          throw refuse('write an address that ends with a slash; five digits of a hash are put behind it');
        return url.href;
      },
    ),
    log: choiceOr(
      '--log <level>',
      'least level of the log on stdout',
      ['debug', 'info', 'warn', 'error'],
      'info',
    ),
  },
  examples: [
    'serve',
    'serve --data /srv/theriac --tls-cert portal.pem --tls-key portal.key --host 0.0.0.0 --port 443',
    'serve --role worker   # beside others of the same DATABASE_URL and --data',
    'serve --trusted-proxies 1 --host 0.0.0.0   # behind nginx, which speaks TLS',
  ],
});

export type ServeGiven = GivenTo<typeof serve>;
