/** The drawing compass: two legs and the circle they open. Takes the colour of its text; clear from 16 px on. */
export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 32 32"
      fill="none"
      stroke="currentColor"
      strokeWidth={size <= 20 ? 3.2 : 2.6}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d="M8.2 27.2 16 4.8l7.8 22.4" />
      <path d="M4.6 15.4a11.6 11.6 0 1 0 22.8 0" />
    </svg>
  )
}
