/** The Chromium of this machine, without anything that reaches for the network. */
import { chromiumPath } from '@theriac/testing/programs';
import { type Browser, chromium } from 'playwright-core';

const ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function launchChromium(): Promise<Browser> {
  const executablePath = chromiumPath();
  if (executablePath === undefined)
    throw new Error('There is no Chromium on the PATH. Next: apt-get install chromium');
  return chromium.launch({ executablePath, args: ARGS });
}
