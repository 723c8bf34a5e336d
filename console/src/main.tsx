import './app/no-eval.js';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiError, NoAnswer } from './api/api-error.js';
import { App } from './app/app.js';
import './app/styles.js';
import { chooseCatalogue } from './strings/strings.js';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
// A refusal that a page has shown is no fault of the program's, and nothing for the console of the browser.
const onCaughtError = (error: unknown): void => {
  if (!(error instanceof ApiError || error instanceof NoAnswer)) console.error(error);
};
void chooseCatalogue().then(() =>
  createRoot(root, { onCaughtError }).render(
    <StrictMode>
      <App />
    </StrictMode>,
  ),
);
