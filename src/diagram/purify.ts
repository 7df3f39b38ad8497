import DOMPurify from 'dompurify';

// Mermaid purifies texts while it parses. In Node, where nothing is drawn, there is no document to do that with.
if (!DOMPurify.isSupported)
  Object.assign(DOMPurify, { sanitize: String, addHook: () => undefined, removeHook: () => undefined });
