/** Manifests, indexes and configurations of images: OCI image specification 1.1 and Docker's schema 2. */
import { TheriacError } from '@theriac/core';
import { asArray, asObject, asString, get, type JsonObject, type JsonValue } from '@theriac/read/json';
import type { Descriptor, ManifestDocument } from './blob-source.ts';

export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
}

export interface PlatformDescriptor extends Descriptor {
  readonly platform?: Platform;
}

export interface ImageManifest {
  readonly config: Descriptor;
  /** From the bottom. */
  readonly layers: readonly Descriptor[];
  readonly annotations: Readonly<Record<string, string>>;
}

/** One step that made the image. */
export interface HistoryEntry {
  /** As the builder wrote it: `/bin/sh -c apt-get update`, `COPY app /app # buildkit`. */
  readonly createdBy: string;
  readonly created?: string;
  readonly comment?: string;
  readonly author?: string;
  /** It changed no files. */
  readonly emptyLayer: boolean;
}

export interface ImageConfig {
  readonly platform: Platform;
  readonly created?: string;
  readonly user: string;
  readonly env: readonly string[];
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly shell: readonly string[];
  readonly onBuild: readonly string[];
  /** `8080/tcp` */
  readonly ports: readonly string[];
  readonly volumes: readonly string[];
  readonly workingDirectory: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Undefined: none is declared, or it is switched off. */
  readonly healthcheck: readonly string[] | undefined;
  readonly stopSignal?: string;
  /** Digests of the layers as they are unpacked, from the bottom. */
  readonly diffIds: readonly string[];
  readonly history: readonly HistoryEntry[];
  /** Who made it, as it says. */
  readonly author: string;
  /** Environment and command of the container of which the classic builder made it. */
  readonly builtIn: { readonly env: readonly string[]; readonly command: readonly string[] };
}

/** Overlay file systems take 500 at most; no builder makes more than 127. */
const MAX_LAYERS = 1000;
const MAX_HISTORY = 10_000;
const DIGEST = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;

const CONFIG_TYPES: readonly string[] = [
  'application/vnd.oci.image.config.v1+json',
  'application/vnd.docker.container.image.v1+json',
];

/** An index of images for several platforms, or one image. */
export function readManifest(
  document: Pick<ManifestDocument, 'bytes' | 'mediaType'>,
): { readonly index: readonly PlatformDescriptor[] } | { readonly image: ImageManifest } {
  const json = parsed(document.bytes, 'manifest');
  const version = get(json, 'schemaVersion');
  if (version === 1)
    throw new TheriacError(
      'THERIAC_IMAGE',
      'the manifest is of schema 1, which is no longer supported: push the image anew',
    );
  const manifests = get(json, 'manifests');
  if (Array.isArray(manifests)) return { index: manifests.map((one) => platformDescriptor(one)) };
  const layers = get(json, 'layers');
  if (!Array.isArray(layers)) {
    throw new TheriacError('THERIAC_IMAGE', 'the manifest has neither layers nor manifests');
  }
  if (layers.length > MAX_LAYERS)
    throw new TheriacError(
      'THERIAC_IMAGE',
      `the image has ${layers.length} layers; at most ${MAX_LAYERS} are read`,
    );
  const config = descriptorOf(get(json, 'config'), 'the configuration');
  if (!CONFIG_TYPES.includes(config.mediaType))
    throw new TheriacError(
      'THERIAC_IMAGE',
      `this is no container image but an artifact (${config.mediaType.slice(0, 100) || 'without a type'})`,
    );
  return {
    image: {
      config,
      layers: layers.map((layer, i) => descriptorOf(layer, `layer ${i + 1}`)),
      annotations: textsOf(get(json, 'annotations')),
    },
  };
}

export function readImageConfig(bytes: Uint8Array): ImageConfig {
  const json = parsed(bytes, 'configuration');
  const config = asObject(get(json, 'config'));
  const text = (object: JsonObject, key: string): string => asString(get(object, key)) ?? '';
  const created = text(json, 'created');
  const variant = text(json, 'variant');
  const health = textList(get(asObject(get(config, 'Healthcheck')), 'Test'));
  const history = asArray(get(json, 'history'));
  const container = asObject(get(json, 'container_config'));
  if (history.length > MAX_HISTORY)
    throw new TheriacError('THERIAC_IMAGE', 'the history of the image is longer than is read');
  const stopSignal = text(config, 'StopSignal');
  return {
    platform: {
      os: text(json, 'os') || 'linux',
      architecture: text(json, 'architecture') || 'unknown',
      ...(variant === '' ? {} : { variant }),
    },
    ...(created === '' ? {} : { created }),
    user: text(config, 'User'),
    env: textList(get(config, 'Env')),
    entrypoint: textList(get(config, 'Entrypoint')),
    command: textList(get(config, 'Cmd')),
    shell: textList(get(config, 'Shell')),
    onBuild: textList(get(config, 'OnBuild')),
    ports: Object.keys(asObject(get(config, 'ExposedPorts'))).sort(),
    volumes: Object.keys(asObject(get(config, 'Volumes'))).sort(),
    workingDirectory: text(config, 'WorkingDir'),
    labels: textsOf(get(config, 'Labels')),
    healthcheck: health.length === 0 || health[0] === 'NONE' ? undefined : health,
    ...(stopSignal === '' ? {} : { stopSignal }),
    diffIds: textList(get(asObject(get(json, 'rootfs')), 'diff_ids')),
    history: history.map((entry) => historyEntry(asObject(entry))),
    author: text(json, 'author'),
    builtIn: { env: textList(get(container, 'Env')), command: textList(get(container, 'Cmd')) },
  };
}

function historyEntry(entry: JsonObject): HistoryEntry {
  const created = asString(get(entry, 'created'));
  const comment = asString(get(entry, 'comment'));
  const author = asString(get(entry, 'author'));
  return {
    createdBy: asString(get(entry, 'created_by')) ?? '',
    ...(created === undefined ? {} : { created }),
    ...(comment === undefined ? {} : { comment }),
    ...(author === undefined ? {} : { author }),
    emptyLayer: get(entry, 'empty_layer') === true,
  };
}

function platformDescriptor(value: JsonValue): PlatformDescriptor {
  const platform = get(asObject(value), 'platform');
  const descriptor = descriptorOf(value, 'a manifest of the index');
  if (platform === undefined || platform === null) return descriptor;
  const said = asObject(platform);
  const variant = asString(get(said, 'variant'));
  return {
    ...descriptor,
    platform: {
      os: asString(get(said, 'os')) ?? 'unknown',
      architecture: asString(get(said, 'architecture')) ?? 'unknown',
      ...(variant === undefined ? {} : { variant }),
    },
  };
}

export function descriptorOf(value: JsonValue | undefined, what: string): Descriptor {
  const object = asObject(value);
  const digest = asString(get(object, 'digest')) ?? '';
  const size = get(object, 'size');
  if (!DIGEST.test(digest)) throw new TheriacError('THERIAC_IMAGE', `${what} has no digest that is known`);
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0)
    throw new TheriacError('THERIAC_IMAGE', `${what} has no size`);
  const urls = textList(get(object, 'urls'));
  const annotations = textsOf(get(object, 'annotations'));
  return {
    mediaType: asString(get(object, 'mediaType')) ?? '',
    digest,
    size,
    ...(urls.length === 0 ? {} : { urls }),
    ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
  };
}

export function parsed(bytes: Uint8Array, what: string): JsonObject {
  let value: JsonValue;
  try {
    value = JSON.parse(Buffer.from(bytes).toString('utf8')) as JsonValue;
  } catch (cause) {
    throw new TheriacError('THERIAC_IMAGE', `the ${what} of the image is not valid JSON`, {}, { cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new TheriacError('THERIAC_IMAGE', `the ${what} of the image is no JSON object`);
  return value;
}

function textList(value: JsonValue | undefined): string[] {
  if (typeof value === 'string') return [value];
  return asArray(value).flatMap((one) => asString(one) ?? []);
}

/** Keys and values that are texts; own keys of any name. */
function textsOf(value: JsonValue | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(asObject(value)).flatMap(([key, one]) => (typeof one === 'string' ? [[key, one]] : [])),
  );
}
