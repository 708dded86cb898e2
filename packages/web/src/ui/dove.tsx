/** Culver's mark: a dove in flight, drawn with one colour. */
export function Dove({ size = 24 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 64 64" fill="currentColor" aria-hidden="true">
      <path d={dovePath} />
    </svg>
  );
}

const dovePath =
  "M60 21.5c-2.2-.4-3.9-1-5-2-1.5-3.6-4.7-5.7-8.5-5.5-4.3.3-7.7 3.2-9.3 7.7C32.5 13.9 22.5 8.3 9 8c1 4 2.7 7.2 5 9.7-2.6-.3-5.1-1-7.5-2.1.6 4.3 2.5 7.9 5.5 10.7-2 .2-4 .1-6-.3 1.7 5.2 5.2 9.1 10.3 11.5C13.8 43 9.5 47.6 4 51.5c7.3 1.6 14.6.6 21-2.9 4.2.9 8.1.4 11.9-1.1C45.7 44 51 36.8 51.5 27.5c.1-2 .9-3.2 2.4-3.8z";
