import { Button, Text } from '@mantine/core';
import { strings } from '../strings/strings.js';
import { PublicPage } from '../ui/public-page.js';

/** A page that threw, or whose file could not be fetched (a new version was put in place meanwhile). */
export function CrashedPage() {
  const { crashed } = strings.common;
  return (
    <PublicPage title={crashed.title} pageTitle={crashed.title}>
      <Text mb="md">{crashed.body}</Text>
      <Button fullWidth onClick={() => window.location.reload()}>
        {crashed.reload}
      </Button>
    </PublicPage>
  );
}
