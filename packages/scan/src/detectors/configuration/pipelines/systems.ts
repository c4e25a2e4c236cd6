/** Which CI system a file is for, by its path. */

export type CiSystem = 'github' | 'gitlab' | 'azure' | 'circleci' | 'bitbucket' | 'jenkins';

const PATHS: readonly (readonly [system: CiSystem, path: RegExp])[] = [
  ['github', /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/],
  ['gitlab', /(?:^|\/)[^/]{0,100}\.gitlab-ci\.ya?ml$/],
  ['azure', /(?:^|\/)(?:azure-pipelines[^/]*|\.azure-pipelines\/[^/]+)\.ya?ml$/],
  ['circleci', /(?:^|\/)\.circleci\/config\.ya?ml$/],
  ['bitbucket', /(?:^|\/)bitbucket-pipelines\.ya?ml$/],
  ['jenkins', /(?:^|\/)(?:Jenkinsfile[^/]*|[^/]+\.jenkinsfile)$/],
];

export function systemOf(path: string): CiSystem | undefined {
  return PATHS.find(([, pattern]) => pattern.test(path))?.[0];
}
