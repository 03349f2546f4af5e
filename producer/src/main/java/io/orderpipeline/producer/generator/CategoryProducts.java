package io.orderpipeline.producer.generator;

import java.util.List;

/**
 * What a category's products are, so that nobody orders a durable concrete novel for 900.00.
 *
 * @param goods nouns that products are named after
 */
record CategoryProducts(int lowestPrice, int highestPrice, List<String> goods) {

    static CategoryProducts of(Category category) {
        return switch (category) {
            case ELECTRONICS -> goods(15, 900, "Headphones", "Keyboard", "Monitor", "Speaker", "Router", "Tablet");
            case BOOKS -> goods(6, 60, "Novel", "Cookbook", "Atlas", "Biography", "Dictionary", "Travel Guide");
            case GROCERIES -> goods(1, 30, "Coffee", "Pasta", "Honey", "Olive Oil", "Tea", "Chocolate");
            case TOYS -> goods(5, 120, "Puzzle", "Kite", "Train Set", "Board Game", "Robot", "Dollhouse");
            case SPORTS -> goods(8, 400, "Tent", "Football", "Yoga Mat", "Racket", "Helmet", "Skateboard");
            case FURNITURE -> goods(40, 1500, "Chair", "Table", "Bookshelf", "Sofa", "Desk", "Wardrobe");
            case GARDEN -> goods(4, 350, "Watering Can", "Lawn Mower", "Shovel", "Flower Pot", "Hose", "Rake");
            case MUSIC -> goods(9, 800, "Guitar", "Ukulele", "Drum", "Violin", "Microphone", "Turntable");
            case CLOTHING -> goods(9, 250, "Shirt", "Jacket", "Scarf", "Coat", "Hat", "Gloves");
            case AUTOMOTIVE -> goods(7, 300, "Car Cover", "Floor Mat", "Dash Camera", "Roof Box", "Wiper", "Jack");
            case TOOLS -> goods(5, 280, "Hammer", "Drill", "Wrench", "Saw", "Screwdriver", "Ladder");
            case STATIONERY -> goods(1, 45, "Notebook", "Fountain Pen", "Stapler", "Ruler", "Calendar", "Pencil");
        };
    }

    private static CategoryProducts goods(int lowestPrice, int highestPrice, String... goods) {
        return new CategoryProducts(lowestPrice, highestPrice, List.of(goods));
    }
}
