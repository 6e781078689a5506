/** What the scorer says about its models, and takes from people. */
package dev.tocsin.anomaly.rest;
