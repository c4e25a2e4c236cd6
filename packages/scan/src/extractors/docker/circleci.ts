/** CircleCI: the images of executors and jobs (`docker`); orbs bring images and steps of their own. */
import type { Extract } from '@theriac/core';
import { readYaml, type YamlNode } from '@theriac/read/yaml';
import { ImageCollector } from './image-collector.ts';

/** `<< parameters.tag >>`, `<<pipeline.parameters.tag>>` */
const PARAMETER = /<<[^<>]{0,200}>>/g;

export const extract: Extract = async (file) => {
  const images = new ImageCollector(file.path, 'build');
  for (const document of await readYaml(file, images.report)) {
    if (!images.isMapping(document, 'the file')) continue;
    for (const section of ['executors', 'jobs']) {
      const node = document.value.get(section);
      if (!images.isMapping(node, `"${section}"`)) continue;
      for (const [name, one] of node.value.entries)
        if (images.isMapping(one, name)) docker(one.value.get('docker'), images);
    }
    const orbs = document.value.get('orbs');
    if (images.isMapping(orbs, '"orbs"'))
      for (const orb of orbs.value.entries.values())
        images.lost('not-read', 'the images and steps of an orb are not known', orb);
  }
  return images.build();
};

function docker(node: YamlNode | undefined, images: ImageCollector): void {
  for (const one of images.items(node, '"docker"')) {
    if (!images.isMapping(one, 'an item of "docker"')) continue;
    const image = one.value.get('image');
    const text = images.text(image, '"image"');
    // A parameter is a variable like any other to what reads references.
    if (image !== undefined && text !== undefined) images.add(text.replace(PARAMETER, '$parameter'), image);
  }
}
