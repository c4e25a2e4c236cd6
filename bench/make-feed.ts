/** A feed of any size in the layout of the OSV bucket: mostly malware records, as the real npm bucket is. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { crc32, deflateRawSync } from 'node:zlib';
import { random } from './make-lockfile.ts';

const WORDS =
  'This package was found to contain malicious code that runs on install collects environment variables tokens and files and sends them to a server controlled by the attacker'.split(
    ' ',
  );

/** Writes a zip of `count` OSV records: one vulnerability among twelve malware records. */
export function writeFeed(path: string, count: number): void {
  const next = random(7);
  const zip = new ZipWriter(path);
  for (let i = 0; i < count; i += 1) {
    const record = i % 13 === 0 ? vulnerability(i, next) : malware(i, next);
    zip.add(`${record.id}.json`, JSON.stringify(record));
  }
  zip.finish();
}

function malware(i: number, next: () => number): { id: string } {
  const name = `${WORDS[i % WORDS.length]?.toLowerCase()}-${i.toString(36)}`;
  const whole = next() < 0.7;
  return {
    schema_version: '1.5.0',
    id: `MAL-2025-${i}`,
    modified: '2025-11-03T10:22:00Z',
    published: '2025-11-03T09:00:00Z',
    summary: `Malicious code in ${name} (npm)`,
    details: `---\n_-= Per source details. Do not edit below this line.=-_\n\n## Source: example (${sha(next)})\n${sentence(next, 40)}`,
    affected: [
      {
        package: { ecosystem: 'npm', name },
        ...(whole
          ? { ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }] }] }
          : { versions: ['1.0.0', `1.${i % 50}.0`] }),
        database_specific: { cwes: [{ cweId: 'CWE-506', name: 'Embedded Malicious Code' }] },
      },
    ],
    references: [{ type: 'PACKAGE', url: `https://packages.example/${name}` }],
    database_specific: {
      'malicious-packages-origins': [
        { source: 'example', sha256: sha(next) + sha(next), versions: ['1.0.0'] },
      ],
    },
  } as { id: string };
}

function vulnerability(i: number, next: () => number): { id: string } {
  return {
    schema_version: '1.4.0',
    id: `GHSA-${i.toString(36).padStart(4, '2')}-bnch-feed`,
    modified: '2025-10-01T00:00:00Z',
    published: '2024-10-01T00:00:00Z',
    aliases: [`CVE-2024-${100_000 + i}`],
    summary: sentence(next, 9),
    details: sentence(next, 160),
    severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }],
    affected: [
      {
        package: { ecosystem: 'npm', name: `corpus-package-${i % 20_000}` },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: `${1 + (i % 8)}.${i % 30}.0` }] }],
      },
    ],
    references: Array.from({ length: 4 }, (_, n) => ({
      type: 'WEB',
      url: `https://advisories.example/${i}/${n}`,
    })),
    database_specific: { cwe_ids: ['CWE-79'], severity: 'HIGH' },
  } as { id: string };
}

function sha(next: () => number): string {
  return Array.from({ length: 4 }, () =>
    Math.floor(next() * 2 ** 32)
      .toString(16)
      .padStart(8, '0'),
  ).join('');
}

function sentence(next: () => number, words: number): string {
  return Array.from({ length: words }, () => WORDS[Math.floor(next() * WORDS.length)]).join(' ');
}

/** The least of a zip writer: deflated entries, central directory, ZIP64 end records where the counts need them. */
class ZipWriter {
  readonly #fd: number;
  #position = 0;
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  readonly #central: Buffer[] = [];

  constructor(path: string) {
    this.#fd = openSync(path, 'w');
  }

  add(name: string, text: string): void {
    const raw = Buffer.from(text);
    const packed = deflateRawSync(raw, { level: 1 });
    const nameBytes = Buffer.from(name);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x800, 2);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt16LE(0x21, 8);
    fields.writeUInt32LE(crc32(raw), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(raw.length, 18);
    fields.writeUInt16LE(nameBytes.length, 22);
    const offset = this.#position;
    this.#write(Buffer.concat([Buffer.from('504b0304', 'hex'), fields, nameBytes, packed]));
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    this.#central.push(Buffer.concat([Buffer.from('504b01021400', 'hex'), fields, tail, nameBytes]));
  }

  finish(): void {
    const start = this.#position;
    for (const entry of this.#central) this.#write(entry);
    const size = this.#position - start;
    const count = this.#central.length;
    const zip64 = Buffer.alloc(76);
    zip64.write('PK\u0006\u0006', 0, 'latin1');
    zip64.writeBigUInt64LE(44n, 4);
    zip64.writeUInt16LE(45, 12);
    zip64.writeUInt16LE(45, 14);
    zip64.writeBigUInt64LE(BigInt(count), 24);
    zip64.writeBigUInt64LE(BigInt(count), 32);
    zip64.writeBigUInt64LE(BigInt(size), 40);
    zip64.writeBigUInt64LE(BigInt(start), 48);
    zip64.write('PK\u0006\u0007', 56, 'latin1');
    zip64.writeBigUInt64LE(BigInt(this.#position), 64);
    zip64.writeUInt32LE(1, 72);
    const end = Buffer.alloc(22);
    end.write('PK\u0005\u0006', 0, 'latin1');
    end.writeUInt16LE(Math.min(count, 0xffff), 8);
    end.writeUInt16LE(Math.min(count, 0xffff), 10);
    end.writeUInt32LE(Math.min(size, 0xffffffff), 12);
    end.writeUInt32LE(Math.min(start, 0xffffffff), 16);
    this.#write(count > 0xfffe ? Buffer.concat([zip64, end]) : end);
    this.#flush();
    closeSync(this.#fd);
  }

  #write(bytes: Buffer): void {
    this.#pending.push(bytes);
    this.#pendingBytes += bytes.length;
    this.#position += bytes.length;
    if (this.#pendingBytes > 1024 * 1024) this.#flush();
  }

  #flush(): void {
    const bytes = Buffer.concat(this.#pending);
    for (let done = 0; done < bytes.length; ) done += writeSync(this.#fd, bytes, done);
    this.#pending = [];
    this.#pendingBytes = 0;
  }
}
