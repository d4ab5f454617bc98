/** Takes trainings from the topic one at a time, and answers each exactly once. */
package dev.thorax.training.service;
