/** What the commands about sites share. */
import { choiceOr, text } from '../../command/spec.ts';
import { CONFIG, EXCLUDE } from '../../inputs/options.ts';

const FORMAT = choiceOr('-f, --format <format>', 'format', ['text', 'json', 'markdown'], 'text');
const ENVIRONMENT = text('--environment <name>', 'config split that runs where patients are: prod');

export const SITE_OPTIONS = { format: FORMAT, environment: ENVIRONMENT, exclude: EXCLUDE, config: CONFIG };
