import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from 'react-router/dom';
import { Toasts } from '../ui/toasts.js';
import { queryClient, router } from './router.js';
import { theme } from './theme.js';

export function App() {
  return (
    // Mantine's own <style> elements are off: the variables come with the style sheet (vite/theme-variables.ts).
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
        <Toasts />
      </QueryClientProvider>
    </MantineProvider>
  );
}
