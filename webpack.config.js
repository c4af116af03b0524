import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import griffel from "@griffel/webpack-extraction-plugin";
import HtmlWebpackPlugin from "html-webpack-plugin";
import MiniCssExtractPlugin from "mini-css-extract-plugin";
import MinimizerPlugin from "minimizer-webpack-plugin";

const { GriffelCSSExtractionPlugin } = griffel;
const require = createRequire(import.meta.url);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Fluent's styles become one static stylesheet: less script to load, and none to run. */
const styles = [
  { test: /\.styles\.js$/, include: /@fluentui/, use: { loader: GriffelCSSExtractionPlugin.loader } },
  {
    test: /\.tsx?$/,
    exclude: /node_modules/,
    use: [{ loader: GriffelCSSExtractionPlugin.loader }, { loader: require.resolve("@griffel/webpack-loader") }, { loader: "swc-loader" }],
  },
  // A bundler cannot see that making a schema does nothing else: what the pane never reads is left out.
  { test: /\.ts$/, include: here("src/protocol"), sideEffects: false },
  { test: /\.css\.js$/, use: [MiniCssExtractPlugin.loader, "css-loader", "val-loader"] },
  { test: /\.css$/, use: [MiniCssExtractPlugin.loader, "css-loader"] },
  { test: /\.ftl$/, type: "asset/source" },
];

/** The emulator is for this machine alone: its styles are made as it runs. */
const quick = [{ test: /\.tsx?$/, exclude: /node_modules/, use: "swc-loader" }, ...styles.slice(2)];

const page =
  (name, entries, htmlOf, { small }) =>
  (_env, { mode }) => ({
    name,
    mode,
    target: ["web", "es2022"],
    entry: entries,
    devtool: mode === "development" && "source-map",
    cache: { type: "filesystem", name: `${name}-${mode}` },
    output: {
      path: here(`dist/${name}`),
      filename: "[name].[contenthash:8].js",
      chunkFilename: "[name].[contenthash:8].js",
      clean: true,
      publicPath: "",
    },
    resolve: { extensions: [".ts", ".tsx", ".js"] },
    module: { rules: small ? styles : quick },
    optimization: {
      // The emulator, too: what Fluent has and nobody uses would take a second of every start.
      minimize: mode === "production",
      minimizer: [new MinimizerPlugin({ minify: MinimizerPlugin.swcMinify, parallel: false })],
      // A new release of the pane does not make anybody load React again.
      splitChunks: {
        cacheGroups: {
          react: { test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, name: "react", chunks: "initial", enforce: true },
        },
      },
    },
    performance: { hints: false },
    stats: "errors-warnings",
    plugins: [
      // The order that Griffel's rules need is made by its own plugin, below.
      new MiniCssExtractPlugin({ filename: "[name].[contenthash:8].css", ignoreOrder: true }),
      ...(small ? [new GriffelCSSExtractionPlugin()] : []),
      // Not minified: the gateway puts office.js's address in the place of a comment.
      ...htmlOf.map(
        ([chunk, filename, template]) =>
          new HtmlWebpackPlugin({ chunks: [chunk], filename, template, scriptLoading: "defer", minify: false }),
      ),
    ],
  });

export default [
  page(
    "pages/taskpane",
    {
      taskpane: here("src/taskpane/index.tsx"),
      commands: here("src/taskpane/commands.ts"),
      signin: here("src/taskpane/signIn/page.ts"),
      consent: here("src/taskpane/signIn/consent.ts"),
    },
    [
      ["taskpane", "taskpane.html", here("src/taskpane/taskpane.html")],
      ["commands", "commands.html", here("src/taskpane/commands.html")],
      ["signin", "signin.html", here("src/taskpane/signIn/signin.html")],
      ["consent", "consent.html", here("src/taskpane/signIn/consent.html")],
    ],
    { small: true },
  ),
  page(
    "pages/emulator",
    { emulator: here("src/emulator/page/index.tsx") },
    [["emulator", "index.html", here("src/emulator/page/index.html")]],
    { small: false },
  ),
];
