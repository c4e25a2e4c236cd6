/** Source files and scripts that name the packages they need in their own text. */
import type { UnreadFile } from './unread-file.ts';

const TO_A_PROJECT = 'move the packages into a project with a lockfile';

/** One row for each kind of comment or call. */
export const INLINE: readonly UnreadFile[] = [
  {
    tool: 'Python scripts (inline metadata, PEP 723)',
    ecosystem: 'pypi',
    patterns: [{ extension: '.py', path: /\.py$/ }],
    head: /^# \/\/\/ script\b/m,
    shown: '*.py with "# /// script"',
    marker: /^#[ \t]{0,9}dependencies[ \t]{0,9}=[ \t]{0,9}\[(?![ \t]{0,9}\])/m,
    coveredBy: ['*.lock'],
    advice: 'run `uv lock --script` for it and commit the lockfile',
  },
  {
    tool: 'JBang',
    ecosystem: 'maven',
    patterns: ['.java', '.jsh', '.kt'].map((extension) => ({ extension, path: /\.(?:java|jsh|kt)$/ })),
    head: /^\/\/DEPS[ \t]/m,
    shown: '*.java, *.jsh, *.kt with "//DEPS"',
    marker: /^\/\/DEPS[ \t]/m,
    advice: TO_A_PROJECT,
  },
  {
    tool: 'Kotlin scripts',
    ecosystem: 'maven',
    patterns: [{ extension: '.kts', path: /\.kts$/ }],
    head: /^@file:DependsOn[ \t]{0,9}\(/m,
    shown: '*.kts with "@file:DependsOn"',
    marker: /^@file:DependsOn[ \t]{0,9}\(/m,
    advice: TO_A_PROJECT,
  },
  {
    tool: 'Scala CLI',
    ecosystem: 'maven',
    patterns: [{ extension: '.scala', path: /\.scala$/ }],
    head: /^\/\/>[ \t]{1,9}using[ \t]{1,9}(?:test\.)?(?:dep|lib)/m,
    shown: '*.scala with "//> using dep"',
    marker: /^\/\/>[ \t]{1,9}using[ \t]{1,9}(?:test\.)?(?:dep|lib)/m,
    advice: TO_A_PROJECT,
  },
  {
    tool: 'Bundler (inline)',
    ecosystem: 'gem',
    patterns: [{ extension: '.rb', path: /\.rb$/ }],
    head: /^[ \t]{0,20}require[ \t(]{1,9}["']bundler\/inline["']/m,
    shown: '*.rb with "bundler/inline"',
    marker: /^[ \t]{0,20}gem[ \t(]{1,9}["']/m,
    advice: 'move the gems into a Gemfile and commit Gemfile.lock',
  },
  {
    tool: 'C# files with packages',
    ecosystem: 'nuget',
    patterns: [{ extension: '.cs', path: /\.cs$/ }],
    head: /^#:package[ \t]/m,
    shown: '*.cs with "#:package"',
    marker: /^#:package[ \t]/m,
    advice: 'convert it into a project (`dotnet project convert`) and commit packages.lock.json',
  },
  {
    tool: 'Groovy (Grape)',
    ecosystem: 'maven',
    patterns: [{ extension: '.groovy', path: /\.groovy$/ }],
    shown: '*.groovy',
    marker: /^[ \t]{0,20}@Grab[ \t]{0,9}\(/m,
    advice: 'move the dependencies into a build file',
  },
  {
    tool: 'Scala CLI, Ammonite',
    ecosystem: 'maven',
    patterns: [{ extension: '.sc', path: /\.sc$/ }],
    shown: '*.sc',
    marker: /^\/\/>[ \t]{1,9}using[ \t]{1,9}(?:test\.)?(?:dep|lib)|^import[ \t]{1,9}\$ivy/m,
    advice: 'move the dependencies into a build file',
  },
  {
    tool: '.NET scripts, Cake',
    ecosystem: 'nuget',
    patterns: ['.fsx', '.csx', '.cake'].map((extension) => ({ extension, path: /\.(?:fsx|csx|cake)$/ })),
    shown: '*.fsx, *.csx, *.cake',
    marker: /^[ \t]{0,9}#(?:r|addin|tool|module)[ \t]{1,9}"?nuget:/m,
    advice: 'move the packages into a project file',
  },
];
