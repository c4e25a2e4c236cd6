<?php

$databases['default']['default'] = [
  'driver' => 'mysql',
  'database' => 'portal',
  'username' => 'portal',
  'password' => getenv('DB_PASSWORD'),
  'host' => 'db',
];
$settings['hash_salt'] = getenv('HASH_SALT');
$settings['config_sync_directory'] = '../config/sync';
$settings['trusted_host_patterns'] = ['^portal\.clinic\.example$'];
$settings['update_free_access'] = FALSE;
$settings['file_private_path'] = '../private';
ini_set('session.cookie_secure', 1);
