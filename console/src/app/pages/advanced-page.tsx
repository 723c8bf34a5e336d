import { ResetAuthentication } from '../../features/authentication/reset-authentication.js';
import { DeleteAccount } from '../../features/deletion/delete-account.js';
import { strings } from '../../strings/strings.js';
import { Page } from '../../ui/page.js';

/** What is done rarely, and not lightly. */
export default function AdvancedPage() {
  const words = strings.advanced;
  return (
    <Page title={words.title} description={words.description}>
      <ResetAuthentication />
      <DeleteAccount />
    </Page>
  );
}
