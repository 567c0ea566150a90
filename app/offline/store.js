/* Rows that outlive the helper, in IndexedDB: `answers` that wait for signal, by the address they are posted to, and
   `modules` that are kept, by the address of their page. */

function openStore() {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("jenjang", 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore("answers", { keyPath: "path" });
      opening.result.createObjectStore("modules", { keyPath: "path" });
    };
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
}

/* Runs `act` on a table in one transaction; resolves with the result of the request it returns, once all is on the disk. */
async function inTable(name, mode, act) {
  const store = await openStore();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = store.transaction(name, mode, { durability: "strict" });
      const request = act(transaction.objectStore(name));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    store.close();
  }
}

const listRows = (name) => inTable(name, "readonly", (table) => table.getAll());
const getRow = (name, path) => inTable(name, "readonly", (table) => table.get(path));
const putRow = (name, row) => inTable(name, "readwrite", (table) => table.put(row));
const deleteRow = (name, path) => inTable(name, "readwrite", (table) => table.delete(path));

/* Puts `after` in place of an answer, or deletes it where there is none; not when she has given a newer one meanwhile. */
function replaceAnswer(before, after) {
  return inTable("answers", "readwrite", (table) => {
    const found = table.get(before.path);
    found.onsuccess = () => {
      if (!found.result || found.result.stamp !== before.stamp) return;
      if (after) table.put(after);
      else table.delete(before.path);
    };
    return found;
  });
}
