/** Files of deployment, CI and machine configuration that name images or packages, recognised and not read. */
import type { UnreadFile } from './unread-file.ts';

const YAML = (path: RegExp): { extension: string; path: RegExp }[] =>
  ['.yml', '.yaml'].map((extension) => ({ extension, path }));
const IMAGES = 'scan the images that it names by themselves (an SBOM of each)';

export const DEPLOYMENT: readonly UnreadFile[] = [
  {
    tool: 'Kustomize',
    ecosystem: 'docker',
    names: ['kustomization.yaml', 'kustomization.yml'],
    marker: /^(?:images|helmCharts):|^[ \t]{0,9}-[ \t]{1,9}(?:https?:|github\.com)/m,
    advice: IMAGES,
  },
  {
    tool: 'Azure Pipelines',
    ecosystem: 'generic',
    patterns: YAML(
      /(?:^|\/)(?:azure-pipelines?[^/]{0,100}|\.azure(?:-pipelines?|devops)?\/[^/]{1,100})\.ya?ml$/,
    ),
    shown: 'azure-pipelines*.yml, .azure/*.yml, .azure-pipelines/*.yml, .azuredevops/*.yml',
    marker: /^[ \t]{0,60}(?:-[ \t]{1,9})?(?:task|container|image|template|repository):/m,
    advice: 'check the tasks and images named in it by hand',
  },
  {
    tool: 'Bitbucket Pipelines',
    ecosystem: 'docker',
    names: ['bitbucket-pipelines.yml'],
    marker: /^[ \t]{0,60}(?:-[ \t]{1,9})?(?:image|pipe):/m,
    advice: 'check the pipes and images named in it by hand',
  },
  {
    tool: 'Drone, Woodpecker',
    ecosystem: 'docker',
    patterns: YAML(/(?:^|\/)\.(?:drone|woodpecker(?:\/[^/]{1,100})?)\.ya?ml$/),
    shown: '.drone.yml, .woodpecker.yml, .woodpecker/*.yml',
    marker: /^[ \t]{0,60}(?:-[ \t]{1,9})?image:/m,
    advice: IMAGES,
  },
  {
    tool: 'Jenkins',
    ecosystem: 'generic',
    names: ['plugins.txt', 'Jenkinsfile'],
    marker:
      /^[a-z][a-z0-9-]{1,100}:(?:\d|latest|incrementals)|^[ \t]{0,60}@Library\b|\bdocker[ \t]{0,9}\{[ \t\n]{0,99}image|^[ \t]{0,60}image[ \t]{1,9}['"]/m,
    advice: 'check the plug-ins, libraries and images named in it by hand',
  },
  {
    tool: 'Dev containers',
    ecosystem: 'docker',
    names: ['devcontainer.json', '.devcontainer.json'],
    marker: /"(?:image|features)"[ \t]{0,9}:/,
    advice: IMAGES,
  },
  {
    tool: 'Google Cloud Build',
    ecosystem: 'docker',
    names: ['cloudbuild.yaml', 'cloudbuild.yml', 'cloudbuild.json'],
    marker: /^[ \t{]{0,60}(?:-[ \t]{1,9})?"?name"?:/m,
    also: /^[ \t{]{0,9}"?steps"?:/m,
    advice: IMAGES,
  },
  {
    tool: 'Helmfile',
    ecosystem: 'helm',
    names: ['helmfile.yaml', 'helmfile.yml', 'helmfile.lock'],
    marker: /^(?:releases|dependencies):/m,
    advice: 'scan the charts named in it',
  },
  {
    tool: 'Ansible',
    ecosystem: 'generic',
    names: ['requirements.yml', 'requirements.yaml'],
    marker: /^(?:roles|collections):|^[ \t]{0,9}-[ \t]{1,9}(?:src|name):/m,
    also: /^(?:roles|collections):|^-[ \t]{1,9}(?:src|name):/m,
    advice: 'check the roles and collections named in it by hand',
  },
  {
    tool: 'Ansible',
    ecosystem: 'generic',
    names: ['galaxy.yml'],
    marker: /^dependencies:[ \t]{0,9}(?:$|\{[ \t]{0,9}[^} \t])/m,
    also: /^namespace:/m,
    advice: 'check the collections named in it by hand',
  },
  {
    tool: 'Puppet',
    ecosystem: 'generic',
    names: ['Puppetfile'],
    marker: /^[ \t]{0,9}mod[ \t(]/m,
    advice: 'check the modules named in it by hand',
  },
  {
    tool: 'Puppet',
    ecosystem: 'generic',
    names: ['metadata.json'],
    marker: /"dependencies"[ \t]{0,9}:[ \t\n]{0,99}\[[ \t\n]{0,99}\{/,
    also: /"(?:operatingsystem_support|version_requirement)"/,
    advice: 'check the modules named in it by hand',
  },
  {
    tool: 'Chef',
    ecosystem: 'generic',
    names: ['Berksfile', 'Berksfile.lock', 'Policyfile.rb', 'Policyfile.lock.json'],
    advice: 'check the cookbooks named in it by hand',
  },
  {
    tool: 'Chef',
    ecosystem: 'generic',
    names: ['metadata.rb'],
    marker: /^[ \t]{0,9}depends[ \t(]{1,9}['"]/m,
    also: /^[ \t]{0,9}(?:chef_version|maintainer|version)\b/m,
    advice: 'check the cookbooks named in it by hand',
  },
  {
    tool: 'Salt',
    ecosystem: 'generic',
    names: ['FORMULA'],
    marker: /^dependencies:/m,
    advice: 'check the formulas named in it by hand',
  },
  {
    tool: 'Packer',
    ecosystem: 'generic',
    patterns: [{ extension: '.pkr.hcl', path: /\.pkr\.hcl$/ }],
    shown: '*.pkr.hcl',
    marker: /\brequired_plugins\b/,
    advice: 'check the plug-ins named in it by hand',
  },
  {
    tool: 'Terragrunt',
    ecosystem: 'terraform',
    names: ['terragrunt.hcl'],
    marker: /^[ \t]{0,20}source[ \t]{0,9}=[ \t]{0,9}"(?!\.)/m,
    advice: 'check the modules named in it by hand',
  },
  {
    tool: 'Homebrew',
    ecosystem: 'generic',
    names: ['Brewfile', 'Brewfile.lock.json'],
    advice: 'check the formulae named in it by hand',
  },
  {
    tool: 'Snapcraft',
    ecosystem: 'snap',
    names: ['snapcraft.yaml'],
    marker: /^[ \t]{0,60}(?:stage-packages|stage-snaps|plugin):/m,
    advice: 'scan the snap that it builds',
  },
  {
    tool: 'asdf',
    ecosystem: 'generic',
    names: ['.tool-versions'],
    marker: /^[A-Za-z]\S{0,100}[ \t]{1,99}\S/m,
    advice: 'check the tools named in it by hand',
  },
  {
    tool: 'mise',
    ecosystem: 'generic',
    names: ['mise.toml', '.mise.toml', 'mise.lock'],
    patterns: [{ extension: '.toml', path: /(?:^|\/)(?:\.config\/mise|\.?mise\/config)\.toml$/ }],
    shown: '.config/mise.toml, mise/config.toml',
    marker: /^\[+tools/m,
    advice: 'check the tools named in it by hand',
  },
];

/** Pages and the templates of pages. */
const PAGE_EXTENSIONS = [
  ...[
    '.html',
    '.htm',
    '.xhtml',
    '.php',
    '.phtml',
    '.tpl',
    '.twig',
    '.ejs',
    '.hbs',
    '.handlebars',
    '.mustache',
  ],
  ...[
    '.njk',
    '.liquid',
    '.jinja',
    '.jinja2',
    '.j2',
    '.erb',
    '.eex',
    '.heex',
    '.jsp',
    '.jspx',
    '.gsp',
    '.ftl',
  ],
  ...['.cshtml', '.vbhtml', '.aspx', '.ascx', '.master', '.vm'],
];

export const PAGES: readonly UnreadFile[] = [
  {
    tool: 'HTML (scripts of other hosts, import maps)',
    ecosystem: 'npm',
    patterns: PAGE_EXTENSIONS.map((extension) => ({ extension, path: /\.\w{1,12}$/ })),
    shown: PAGE_EXTENSIONS.map((extension) => `*${extension}`).join(', '),
    marker:
      /<script\b[^>]{0,500}?(?:src[ \t\n]{0,9}=[ \t\n]{0,9}["']?(?:https?:)?\/\/(?!localhost\b|127\.|0\.0\.0\.0|\[::1\])|type[ \t\n]{0,9}=[ \t\n]{0,9}["']?importmap)/i,
    advice: 'install the packages with npm, or serve copies that are listed',
  },
];
