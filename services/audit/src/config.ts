import { databaseSettings, serviceSettings } from '@latchkey/config/service-settings';
import { readSettings } from '@latchkey/config/settings';

export const settings = { ...serviceSettings, ...databaseSettings };

export const config = readSettings(settings);
