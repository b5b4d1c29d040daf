import { Component, type ReactNode } from "react";
import { CrashScreen } from "./CrashScreen.tsx";

type ErrorBoundaryProps = { readonly children: ReactNode };
type ErrorBoundaryState = { readonly error: unknown; readonly failed: boolean };

/** Catches what a screen throws. What is stored is untouched by it: every store is written in whole transactions. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: undefined, failed: false };

  static getDerivedStateFromError(error: unknown): ErrorBoundaryState {
    return { error, failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <CrashScreen error={this.state.error} /> : this.props.children;
  }
}
