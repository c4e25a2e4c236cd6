/** Files of MongoDB, each for itself. */
import { entry, map, type Resource, scalar, textOf } from '@theriac/core/configuration';
import { fileByFile, type LoadedArea } from '../contract.ts';
import { undotted } from '../shared/dotted.ts';
import { documentsOf } from '../shared/yaml-file.ts';
import { MONGODB_RULES } from './rules.ts';

export const loaded: LoadedArea = {
  rules: MONGODB_RULES,
  start: fileByFile(async (file, report) => {
    const documents = await documentsOf(file, 'configuration of MongoDB', report);
    return documents.flatMap((document): Resource[] => {
      if (document.kind !== 'map') return [];
      const values = undotted(document);
      const net = entry(values, 'net');
      const bind = entry(net, 'bindIp');
      const isAll = textOf(entry(net, 'bindIpAll')) === 'true';
      const isRemote =
        isAll ||
        (textOf(bind) ?? '127.0.0.1')
          .split(',')
          .some((one) => !/^(?:127\.|localhost|::1|\/)/.test(one.trim()));
      const remote = bind?.kind === 'unknown' ? bind : scalar(String(isRemote), bind?.at ?? document.at);
      return [
        {
          type: 'mongodb.server',
          name: 'mongod',
          at: document.at,
          values: map([...values.entries, ['remote', remote]], document.at),
        },
      ];
    });
  }),
};
