/* The portal's addresses that the helper knows. */

const NO_SIGNAL = "/luring";
const ATTEMPT = "/kuis/[^/]+/[0-9a-f-]{36}";
const WHOLE = new RegExp(`^${ATTEMPT}/semua$`);
const ANSWER = new RegExp(`^${ATTEMPT}/[0-9]+$`);
const SEND = new RegExp(`^${ATTEMPT}/kirim$`);
const RESULT = new RegExp(`^${ATTEMPT}/hasil$`);
const MODULE = /^\/belajar\/[^/.]+$/;
const LESSON = /^\/belajar\/[^/.]+\/[^/.]+$/;
const FILE = /^\/(static|media)\//;

/* Other addresses of the attempt that `path` belongs to. */
const wholeOf = (path) => path.replace(/[^/]+$/, "semua");
const resultOf = (path) => path.replace(/[^/]+$/, "hasil");
const anchorOf = (path) => `soal-${path.split("/").pop()}`;

/* Whether `path` is the page of a module, or one of its lessons. */
const isOf = (path, module) => (MODULE.test(path) || LESSON.test(path)) && `${path}/`.startsWith(`${module.split("?")[0]}/`);
