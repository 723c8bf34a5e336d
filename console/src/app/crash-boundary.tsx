import { Component, type ReactNode } from 'react';
import { CrashedPage } from './crashed-page.js';

/** Around everything: a page that threw, or whose file is gone because a new version was put in place meanwhile. */
export class CrashBoundary extends Component<
  { readonly children: ReactNode },
  { readonly crashed: boolean }
> {
  override state = { crashed: false };

  static getDerivedStateFromError() {
    return { crashed: true };
  }

  override render() {
    return this.state.crashed ? <CrashedPage /> : this.props.children;
  }
}
