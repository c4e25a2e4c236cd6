/**
 * Packs `layers/` as `docker save` writes an image: node make-image.mjs FILE. The same bytes each time: no times, no
 * owners, entries in order.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [, , file] = process.argv;
if (file === undefined) {
  console.error('usage: node make-image.mjs FILE');
  process.exit(2);
}

/** Modes that differ from 644. */
const MODES = { 'usr/bin/apt': 0o755, 'usr/bin/bash': 0o755, 'usr/bin/curl': 0o755, 'app/backup': 0o4755 };
const STEPS = [
  'ADD rootfs.tar / ',
  'RUN /bin/sh -c apt-get update && apt-get install -y curl libssl3 # buildkit',
  'COPY app /app # buildkit',
  'RUN /bin/sh -c rm /app/.env # buildkit',
];
const CREATED = '2026-05-01T08:00:00Z';
const BLOCK = 512;

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

function tar(entries) {
  const blocks = entries.flatMap(({ name, bytes, mode = 0o644 }) => {
    const head = Buffer.alloc(BLOCK);
    head.write(name, 0, 'utf8');
    head.write(`${mode.toString(8).padStart(7, '0')}\0`, 100);
    head.write('0000000\0'.repeat(2), 108);
    head.write(`${bytes.length.toString(8).padStart(11, '0')}\0`, 124);
    head.write('00000000000\0', 136);
    head.write('        0', 148);
    head.write('ustar\u000000', 257);
    const sum = head.reduce((total, byte) => total + byte, 0);
    head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    return [head, bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(BLOCK * 2)]);
}

const folder = fileURLToPath(new URL('layers', import.meta.url));
const layers = readdirSync(folder)
  .sort()
  .map((layer) =>
    tar(
      readdirSync(join(folder, layer), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .map((path) => ({ path, name: path.slice(join(folder, layer).length + 1).replaceAll('\\', '/') }))
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .map(({ path, name }) => ({ name, bytes: readFileSync(path), mode: MODES[name] })),
    ),
  );
const config = Buffer.from(
  JSON.stringify({
    created: CREATED,
    architecture: 'amd64',
    os: 'linux',
    config: {
      Env: ['PATH=/usr/bin', 'REPORT_DB_PASSWORD=Kp7-vXz29#Lm'],
      ExposedPorts: { '8080/tcp': {}, '104/tcp': {} },
      Cmd: ['node', '/app/index.js'],
      Labels: { 'org.opencontainers.image.base.name': 'registry.example.org/base/debian:12' },
    },
    rootfs: { type: 'layers', diff_ids: layers.map((layer) => `sha256:${sha256(layer)}`) },
    history: STEPS.flatMap((step, i) => [
      { created: CREATED, created_by: step },
      ...(i === 0 ? [{ created: CREATED, created_by: 'CMD ["bash"]', empty_layer: true }] : []),
    ]),
  }),
);
const names = layers.map((layer) => `${sha256(layer)}/layer.tar`);
const manifest = [
  { Config: `${sha256(config)}.json`, RepoTags: ['clinic/portal:1.4'], Layers: names },
];
writeFileSync(
  file,
  tar([
    ...layers.map((bytes, i) => ({ name: names[i], bytes })),
    { name: `${sha256(config)}.json`, bytes: config },
    { name: 'manifest.json', bytes: Buffer.from(JSON.stringify(manifest)) },
  ]),
);
