import { z } from 'zod';
import { id } from '../schemas/common.ts';

export const byId = z.strictObject({ id });
export const reason = z.string().trim().min(1).max(1000);
