<?php

$databases['default']['default'] = [
  'driver' => 'mysql',
  'database' => 'portal',
  'username' => 'portal',
  'password' => getenv('DB_PASSWORD') ?: 'portal-2019',
  'host' => 'db',
];
$settings['hash_salt'] = 'Vh2kQ8rT1mZx5nBd7sLw0pYcVh2kQ8rT';
$settings['config_sync_directory'] = '../config/sync';
$settings['update_free_access'] = FALSE;
$settings['file_private_path'] = 'sites/default/files/private';
// The export says that errors are hidden; this beats it.
$config['system.logging']['error_level'] = 'verbose';
