/** What the tests of all modules share: real servers, a topology harness, architecture rules. */
package dev.tocsin.testkit;
