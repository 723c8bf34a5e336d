import { DirectionProvider, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { BrowserRouter } from 'react-router';
import { createQueryClient } from '../api/query-client.js';
import { tellSignedOut } from '../api/signed-out.js';
import { Toasts } from '../ui/toasts.js';
import { CrashBoundary } from './crash-boundary.js';
import { AppRoutes } from './routes.js';
import { theme } from './theme.js';

const queryClient = createQueryClient(tellSignedOut);

export function App() {
  return (
    <DirectionProvider>
      {/* Mantine's own <style> elements are off: the variables come with the style sheet (vite/theme-variables.ts). */}
      <MantineProvider
        theme={theme}
        defaultColorScheme="auto"
        withCssVariables={false}
        withGlobalClasses={false}
      >
        <QueryClientProvider client={queryClient}>
          <CrashBoundary>
            <BrowserRouter>
              <AppRoutes />
            </BrowserRouter>
          </CrashBoundary>
          <Toasts />
        </QueryClientProvider>
      </MantineProvider>
    </DirectionProvider>
  );
}
