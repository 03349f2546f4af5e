package io.orderpipeline.producer.generator;

import java.math.BigDecimal;

/** @param price fixed, with two digits after the point */
record Product(Category category, String name, BigDecimal price) {}
