package dev.neuron.cluster;
