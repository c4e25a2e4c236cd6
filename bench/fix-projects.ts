/**
 * Real projects whose suggested fixes `bench/fixes.ts` carries out. Nothing of them is kept here: only where they are.
 * Every third repository, in the order of this table, is held out: recipes were never tuned on it.
 */
export type Tool =
  | 'npm'
  | 'yarn-1'
  | 'yarn-berry'
  | 'pnpm'
  /** For lockfiles of version 6. */
  | 'pnpm-8'
  | 'poetry'
  | 'uv'
  | 'pip'
  | 'cargo'
  | 'go'
  | 'maven'
  | 'bundler'
  | 'composer';

export interface FixProject {
  /** `owner/name` of the public repository. */
  readonly repository: string;
  readonly revision: string;
  /** Folder of the project in it; empty for the top. */
  readonly folder: string;
  readonly tool: Tool;
}

const row = (repository: string, revision: string, folder: string, tool: Tool): FixProject => ({
  repository,
  revision,
  folder,
  tool,
});

export const FIX_PROJECTS: readonly FixProject[] = [
  row('OWASP/NodeGoat', 'c5cb68a7084e4ae7dcc60e6a98768720a81841e8', '', 'npm'),
  row('smart-on-fhir/client-js', 'c878b14a3d14460b1865e562c0aa5f2952dbd66f', '', 'npm'),
  row('bradtraversy/proshop_mern', '1d20b5b09e796e2f00779306c390360e9e573276', '', 'npm'),
  row('bradtraversy/proshop_mern', '1d20b5b09e796e2f00779306c390360e9e573276', 'frontend', 'npm'),
  row('snyk-labs/nodejs-goof', 'add14ba59e98240d9e00a235dd7d42cd61ae9912', '', 'npm'),
  row('contentful/the-example-app.nodejs', 'd3a5e48bd20ecced4b3c4d77588b48ad8b8779a5', '', 'npm'),
  row('gothinkster/angular-realworld-example-app', '987b6346f2476bbc4be0845917df1699ddf014b4', '', 'npm'),
  row(
    'gothinkster/node-express-realworld-example-app',
    '30b68e1e881462b2f4164ea09ab4c4f5699c7b0b',
    '',
    'npm',
  ),
  row('gothinkster/realworld', '747190ecf0bb27d461cf1100f6cb3468c6c914ed', 'apps/api', 'npm'),
  row('ionic-team/ionic-conference-app', '443e4b9152b813a731502c99a195262961dc1d62', '', 'npm'),
  row('sahat/hackathon-starter', 'dbcac7a7b159bf6b8e93eb071a6f066c0b0ab6c8', '', 'npm'),
  row('lujakob/nestjs-realworld-example-app', 'c1c2cc4e448b279ff083272df1ac50d20c3304fa', '', 'npm'),
  row('vuejs/vue-hackernews-2.0', '98399b55c6f1da4197840ba76189795b3e95be0f', '', 'yarn-1'),
  row('gitpoint/git-point', '3f01534440ab5bda689209f50b3e08891b3e87dd', '', 'yarn-1'),
  row('10xjs/aws-cdk-example', '40367fedf942834ab71662bf15439add7fe53d02', '', 'yarn-berry'),
  row('0420syj/moomin-money', 'a65464f1ac14aed8b91310a8abb3bc617e919be7', '', 'yarn-berry'),
  row('0xBigBoss/yarn-workspaces-demo', '36edc4ec64f02f9bbbc0aba3998320fa116f8a65', '', 'yarn-berry'),
  row('0t4u/circles', '0c58d0b3fbffd4d82ff69d52e881c2121f07dd5b', '', 'yarn-berry'),
  row('clinzy25/chat-app', '950b36d7fc5e6349ce7e6c5d6a4a7768c9dc7635', 'server', 'pnpm-8'),
  row('clippingkk/mailbox', 'b4bd9391b1b9f68223f98ff45326a5346413719b', '', 'pnpm'),
  row('clive-cudi/rand-dev-meme-api', 'de5bbb2529077293d327c71d679cf4727485f0c3', '', 'pnpm-8'),
  row('sveltejs/realworld', 'e80873cac4e615c96b6b95c6dcbc19699934a188', '', 'pnpm'),
  row('clix002/nextjs-graphql-boilerplate', 'b105b9e72ce673879beb1f738cff0fb3e6b48f71', '', 'pnpm'),
  row('nsidnev/fastapi-realworld-example-app', '029eb7781c60d5f563ee8990a0cbfb79b244538c', '', 'poetry'),
  row('000emanresu111/reviews-api', '7f47e57c3e59ca9360642fb1d786e72c3049dafc', '', 'poetry'),
  row('00labs/huma-signals', 'dbf387d6ba53a36419ecfa54cf3bbfc93fe3d874', '', 'poetry'),
  row('0417taehyun/fastapi-boilerplate', '09746c190941c24675f7ff36bb536b5a9f13935e', '', 'poetry'),
  row('fastapi/full-stack-fastapi-template', '81048277c778eb868c26ffbb891a37b098f604f7', 'backend', 'uv'),
  row('pydantic/logfire', '9e47aa75801f8f87cd70adb93c7c7d22a20b53af', '', 'uv'),
  row('adeyosemanputra/pygoat', '19d17cc8874861142b330636d068bbde54e86b85', '', 'pip'),
  row('testdrivenio/fastapi-crud-async', '4fa7ae952ece61e228135285de1b6a5ff65a1dc8', 'src', 'pip'),
  row('TatriX/realworld-rust-rocket', '3e33934a0700e743cdc0348fbcecf69c08dc986c', '', 'cargo'),
  row('Degreet/check-proxy-rust', '3071038aca2b185853af08419f677831ca4483fe', '', 'cargo'),
  row('Deiadara/Relayer', '6d09b8d2c981c0a8225cf1a929876181d8d8a482', '', 'cargo'),
  row('Defman/code-judge', 'c0b9528de30591442b06522a7b6347f2ddc74e0c', '', 'cargo'),
  row('Degra02/cveparser', 'a79fd3127dc15fccb913a441a663f4100eb4c032', '', 'cargo'),
  row('Degra02/nordvpn-tui', '60231f4f11300da1d7cb13018f6095ff2ff23d60', '', 'cargo'),
  row('Degoke/dekube-cli', 'a07e4303573dcdac853c6fa70f0e6e06bbd7ec87', '', 'cargo'),
  row('gothinkster/golang-gin-realworld-example-app', '728cb04bfefc00982600676ea1ad70ff01c6e598', '', 'go'),
  row('00Duck/wishr-api', 'bc94d4c5b16b1dbbafb68005944d4f63993184c3', '', 'go'),
  row('0014526/gin-demo', '53db469e6a86849e5626a189e54ff1af9653072f', '', 'go'),
  row('00010504/smartpos-auth-service', 'd09b21e5b54683496cb1d61a15c5248ca3a49647', '', 'go'),
  row('003random/getJS', '4346a2d46d63348f9509c796108f2768d0ee72c9', '', 'go'),
  row('WebGoat/WebGoat', '7517acca95d9851da706452454c223dd13545ef4', '', 'maven'),
  row('LibreHealthIO/lh-toolkit', '3a8ac056bb1a98d035e6ab7407f0151c88c8c494', '', 'maven'),
  row('hapifhir/hapi-fhir-jpaserver-starter', '4a224961b4bf301d002ba40328e01b2f185ab1e8', '', 'maven'),
];

/** Whether the repository of the row at `index` is held out. */
export function isHeldOut(index: number): boolean {
  const names = [...new Set(FIX_PROJECTS.map((p) => p.repository))];
  return names.indexOf(FIX_PROJECTS[index]?.repository ?? '') % 3 === 2;
}
