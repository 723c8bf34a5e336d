import { controllers } from '../controllers.js';
import { openApiDocument } from './document.js';
import { inventoryOf, type Route } from './inventory.js';

export const routes = (): Route[] => inventoryOf(controllers);

export const wholeDocument = (): Record<string, unknown> => openApiDocument(routes());
