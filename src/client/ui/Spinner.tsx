import "./spinner.css";

/** A turning ring, for a button or a line that has words already. */
export function Spinner() {
  return <span className="spinner" aria-hidden="true" />;
}

/** A turning ring with words, announced. */
export function Waiting({ label }: { readonly label: string }) {
  return (
    <p className="waiting" role="status">
      <Spinner />
      {label}
    </p>
  );
}
