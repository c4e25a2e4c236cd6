import { expect, test } from 'vitest';
import { checkGradleVerification } from './gradle-verification.ts';

const linesOf = (text: string): [string, number | undefined][] =>
  checkGradleVerification(text, 'gradle/verification-metadata.xml').map(({ rule, locations }) => [
    rule.id,
    locations[0]?.line,
  ]);

test('each weakness has the line on which it stands, not that of an equal text before it', () => {
  const text = `<verification-metadata>
<configuration>
<trusted-artifacts>
<trust group="com.example"/>

<trust group=".*" regex="true"/>
<trust group=".*" regex="true"/>
</trusted-artifacts>
</configuration>
<components><component group="a" name="b" version="1"><artifact name="b.jar">
<sha1 value="00"/>
<md5 value="00"/></artifact></component></components></verification-metadata>
`;
  expect(linesOf(text)).toEqual([
    ['THERIAC-SC-LOCK-WEAK-HASH', 11],
    ['THERIAC-SC-LOCK-NO-HASH', 6],
    ['THERIAC-SC-LOCK-NO-HASH', 7],
  ]);
});
