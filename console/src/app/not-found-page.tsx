import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import { strings } from '../strings/strings.js';
import { Page } from '../ui/page.js';

export function NotFoundPage() {
  const { notFound } = strings.common;
  return (
    <Page title={notFound.title}>
      <Text>{notFound.body}</Text>
      <Anchor component={Link} to="/settings/profile">
        {notFound.back}
      </Anchor>
    </Page>
  );
}
