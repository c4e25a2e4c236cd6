/** Bicep. Rules ask about servers of SQL; their audit holds for every database on them. */
import type { LabelledFolders } from '../labelled-folders.ts';

const DATABASE = 'The rule asks for the audit of the server, which holds for its databases.';

export const BICEP_FOLDERS: LabelledFolders = {
  SQLServerAuditingEnabled: {
    topic: 'logging',
    rules: ['CFG-TF-AZURE-SQL-NO-AUDIT'],
    differs: {
      'Microsoft.Sql/servers/databases.databaseDefault': DATABASE,
      'Microsoft.Sql/servers/databases.databaseDisabled': DATABASE,
    },
  },
  SQLServerAuditingRetention90Days: {
    topic: 'logging',
    rules: ['CFG-TF-AZURE-SQL-NO-AUDIT', 'CFG-TF-AZURE-SQL-AUDIT-SHORT'],
  },
};
