package io.orderpipeline.producer.content;

import java.math.BigDecimal;

/** @param price fixed, with two digits after the point */
record Product(Category category, String name, BigDecimal price) {}
