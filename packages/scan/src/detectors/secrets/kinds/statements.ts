/** Passwords in statements of databases and of configuration management. */
import type { SecretKind } from '../kind.ts';
import { patterned } from './row.ts';

const DATABASE = 'change the password of the account at the server';
const PW = '{lower:3}{Base36:2}{digits:1}{base62:8}';

export const STATEMENT_SECRETS: readonly SecretKind[] = [
  patterned(
    'SQL-ACCOUNT',
    'Password of a database account in a statement',
    'high',
    DATABASE,
    ['create user ', 'create role ', 'create login ', 'alter user ', 'alter role ', 'alter login ', 'grant '],
    /(?:(?:create|alter)\s(?:user|role|login)\s{1,4}(?:if\s{1,4}(?:not\s{1,4})?exists\s{1,4})?[^\s;]{1,80}\s{1,8}(?:[^;]{0,200}?\s)?|grant\s[^;]{1,160}?\sto\s{1,4}[^\s;]{1,80}\s{1,8})(?:password\s{0,4}=?\s{0,4}N?(?=')|identified\s{1,4}(?:with\s{1,4}["']?\w{1,40}["']?\s{1,4})?by\s{1,4}(?!password\s))["']?(?<secret>[^\s"';]{6,100})(?=["';\s]|$)/iy,
    [
      `CREATE USER app WITH LOGIN PASSWORD '${PW}';`,
      `ALTER ROLE app PASSWORD '${PW}';`,
      `CREATE LOGIN app WITH PASSWORD = N'${PW}';`,
      `CREATE USER 'app'@'%' IDENTIFIED BY '${PW}';`,
      `ALTER USER app IDENTIFIED WITH mysql_native_password BY '${PW}';`,
      `CREATE USER app IDENTIFIED BY ${PW};`,
      `GRANT ALL ON emr.* TO 'app'@'%' IDENTIFIED BY '${PW}';`,
    ],
    'password-of-command',
  ),
  patterned(
    'SQL-SET-PASSWORD',
    'Password of a database account in a statement',
    'high',
    DATABASE,
    ['set password '],
    /set password\s{0,4}(?:for\s{1,4}[^=;\n]{1,100}?)?\s{0,4}=\s{0,4}(?:(?:old_)?password\s{0,2}\(\s{0,4})?["'](?<secret>[^\s"';]{6,100})["']/iy,
    [`SET PASSWORD FOR 'app'@'%' = '${PW}';`, `SET PASSWORD = PASSWORD('${PW}');`],
    'password-of-command',
  ),
  patterned(
    'ANSIBLE-PASSWORD',
    'Password of a host in an inventory of Ansible',
    'high',
    'change the password of the account; give it by Ansible Vault',
    ['ansible_'],
    /ansible_(?:become_|ssh_|sudo_|su_|winrm_|httpapi_|network_)?pass(?:word)?["']?\s{0,4}[=:]\s{0,4}["']?(?<secret>[^\s"'#{}]{6,100})(?=["'\s]|$)/iy,
    [
      `web1 ansible_host=192.0.2.10 ansible_ssh_pass=${PW}`,
      `ansible_become_pass: ${PW}`,
      `ansible_password=${PW} ansible_connection=winrm`,
    ],
    'password-of-command',
  ),
  patterned(
    'POWERSHELL-SECURE-STRING',
    'Password in a script of PowerShell',
    'high',
    'change the password; read the new one from a vault or by `Get-Credential`',
    ['convertto-securestring'],
    /ConvertTo-SecureString\s{1,4}(?:-(?:AsPlainText|Force|String)\s{1,4}){0,3}(?<quote>["'])(?<secret>[^"'\n$]{6,100})\k<quote>/iy,
    [
      `$s = ConvertTo-SecureString "${PW}" -AsPlainText -Force`,
      `$s = ConvertTo-SecureString -AsPlainText -Force -String '${PW}'`,
    ],
    'password-of-command',
  ),
  patterned(
    'POWERSHELL-PIPED-STRING',
    'Password in a script of PowerShell',
    'high',
    'change the password; read the new one from a vault or by `Get-Credential`',
    ['| convertto-securestring'],
    /(?<=["'](?<secret>[^"'\n$]{6,100})["']\s{0,4})\| ConvertTo-SecureString/iy,
    [`$s = "${PW}" | ConvertTo-SecureString -AsPlainText -Force`],
    'password-of-command',
  ),
  patterned(
    'TERRAFORM-RANDOM-PASSWORD',
    'Generated password in a state of Terraform',
    'high',
    'keep states in an encrypted backend, and make the password anew (`terraform apply -replace`)',
    ['"bcrypt_hash"'],
    /"bcrypt_hash"\s{0,4}:[^{}]{1,1500}?"result"\s{0,4}:\s{0,4}"(?<secret>[^"\n]{4,200})"/y,
    [
      `{"type": "random_password", "instances": [{"attributes": {"bcrypt_hash": "a", "length": 14, "result": "${PW}", "special": true}}]}`,
    ],
  ),
  patterned(
    'DJANGO-SECRET-KEY',
    'Secret key of Django',
    'high',
    'change SECRET_KEY; sessions and signed values end',
    ['secret_key'],
    /SECRET_KEY["']?\]?\s{0,4}[=:]\s{0,4}[rub]{0,2}["']?(?<secret>(?:django-insecure-)?[a-z0-9!@#$%^&*()_=+-]{50})(?![A-Za-z0-9!@#$%^&*()_=+-])/y,
    [
      `SECRET_KEY = '(k^7q$m2{base36:5}!vb_9tz)r4w=0+h&8@j#lp%3c*y5-fg1dne6s'`,
      `SECRET_KEY = "django-insecure-$k^7q{base36:8}!vb_9tz)r4w=0+h&8@j#lp%3c*y5-fg1dne6s"`,
    ],
    'django-key',
  ),
  patterned(
    'FILEZILLA-PASSWORD',
    'Password of a file server in the settings of FileZilla',
    'high',
    'change the password at the server',
    ['<pass encoding="base64">'],
    /<Pass encoding="base64">(?<secret>[A-Za-z0-9+/]{6,200}={0,2})<\/Pass>/iy,
    [
      '<Server><Host>files.ward.example</Host><User>app</User><Pass encoding="base64">a1c3cDNuOXhRMnZMbTg=</Pass></Server>',
    ],
    'base64-text',
  ),
];
