/** `theriac inspect` of an image: how it runs, what made each layer, and what to write into `images.approved`. */
import type { ImageFacts } from '@theriac/core';
import { bytesText } from '@theriac/formats/image-text';
import { printable, wrap } from '@theriac/formats/terminal-text';
import { inventory } from '@theriac/scan';
import type { CommandContext } from '../../command/command.ts';
import { configFor } from '../../inputs/config-file.ts';
import { openScanTarget } from '../../inputs/scan-target.ts';
import { defectPrinter } from '../../run/print-defect.ts';

/** @returns 0; 3 where part of the image could not be read */
export async function inspectImage(
  given: string,
  options: { readonly json: boolean; readonly platform: string | undefined },
  context: CommandContext,
): Promise<number | undefined> {
  const target = await openScanTarget(given, { env: context.env, platform: options.platform });
  if (typeof target === 'string') return undefined;
  const { image, unknowns, roots, components } = await inventory({
    path: target,
    config: await configFor(given, {}),
    onDefect: defectPrinter(context),
  });
  if (image === undefined) return undefined;
  if (options.json) context.stdout.write(`${JSON.stringify({ image, unknowns }, null, 2)}\n`, 'json');
  else {
    const packages = roots.map(
      ({ id, path }) => `${components.filter((c) => c.root === id).length} from ${path}`,
    );
    const lines = [
      ...imageLines(image, context.width),
      ...wrap(`Components: ${packages.join('; ') || 'none'}`, context.width),
    ];
    for (const { location, message } of unknowns)
      for (const line of wrap(`unknown: ${location.path}: ${message}`, context.width)) lines.push(line);
    context.stdout.write(`${lines.join('\n')}\n`);
  }
  return unknowns.some(({ losesComponents }) => losesComponents) ? 3 : 0;
}

function imageLines(image: ImageFacts, width: number): string[] {
  const { name, digest, platform, created, layers, base, runtime, counts, setId } = image;
  const facts: [string, string | undefined][] = [
    ['Image', name],
    ['Digest', digest],
    ['Platform', platform],
    ['Created', created],
    ['Files', `${counts.files} (${bytesText(counts.bytes)})`],
    ['Of no package', counts.unowned === undefined ? undefined : String(counts.unowned)],
    ['Runs as', runtime === undefined ? undefined : runtime.user || 'root'],
    ['Starts', runtime === undefined ? undefined : [...runtime.entrypoint, ...runtime.command].join(' ')],
    ['Ports', runtime?.ports.join(', ')],
    ['Set-id files', setId.length === 0 ? undefined : String(setId.length)],
    [
      'Base',
      base === undefined
        ? undefined
        : `${base.name ?? 'not named'}: the lowest ${base.layers} of ${layers.length} layers (told by: ${base.toldBy})`,
    ],
  ];
  const lines = facts.flatMap(([title, value]) =>
    value === undefined || value === '' ? [] : wrap(`${title.padEnd(14)}${printable(value)}`, width),
  );
  if (layers.length === 0) return lines;
  lines.push('', 'Layers, from the bottom:');
  for (const [i, layer] of layers.entries()) {
    const part = layer.base === undefined ? '' : layer.base ? ' · base' : ' · yours';
    lines.push(`${String(i + 1).padStart(3)}. ${bytesText(layer.size)}${part}`);
    lines.push(`     ${layer.digest}`);
    for (const line of wrap(printable(layer.instruction ?? 'the history does not say'), width, '     '))
      lines.push(line);
  }
  return [...lines, ''];
}
