/** Pages as people read them: templates in a sandbox, and each channel's escaping. */
package dev.tocsin.router.text;
