import { useMe } from '../../api/me.js';
import { usePolicy } from '../../api/policy.js';
import { strings } from '../../strings/strings.js';
import { formatRelative } from '../../ui/format-time.js';
import { Page } from '../../ui/page.js';
import { PasswordForm } from './password-form.js';

export default function PasswordPage() {
  const me = useMe();
  const policy = usePolicy();
  const changed = me.passwordChangedAt && formatRelative(me.passwordChangedAt, Date.now());
  const words = strings.password;
  return (
    <Page title={words.title} description={words.description(changed)}>
      <PasswordForm policy={policy} handle={me.handle} />
    </Page>
  );
}
