/** Pages that use the pictures as real documentation does: with good, poor and missing alternative texts. */
export const documents: Record<string, string> = {
  'README.md': `# Tidewater

Water levels, wind and berths of a small harbour on one page.

![](images/dashboard.png)

- [How it works](docs/how-it-works.md)
- [For visitors](docs/visitors.md)
- [Reading the data](docs/data.mdx)

Right-click a picture in the Explorer and choose **Ask Claude**.
`,
  'docs/how-it-works.md': `# How it works

A buoy sends its reading by radio, and two minutes later it is on the map.

![image](../images/architecture.png)

The part that reads the buoys is short:

![Screenshot 2025-11-03 at 14.22.07.png](../images/snippet.png "readings.ts")

## A year of data

<img src="../images/rainfall.png" width="700">
`,
  'docs/visitors.md': `# For visitors

<p align="center">
  <img src="../images/coast.jpg" alt="">
</p>

![A sailing boat in calm water at sunset, with three rows of hills behind it.](../images/coast.jpg)

## Berths and prices

Everything is in this table:

![table][berths]

[berths]: ../images/berths.png
`,
  'docs/data.mdx': `import { Figure } from './figure';

# Reading the data

<Figure src="../images/rainfall.png" alt="chart" />

![](../images/rainfall.png)
`,
};
