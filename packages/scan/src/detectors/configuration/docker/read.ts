/** Dockerfiles, each for itself. */
import { fileByFile, type LoadedArea } from '../contract.ts';
import { dockerfileResources } from './image.ts';
import { DOCKERFILE_RULES } from './rules.ts';

export const loaded: LoadedArea = {
  rules: DOCKERFILE_RULES,
  start: fileByFile((file) => dockerfileResources(file.text(), file.path)),
};
