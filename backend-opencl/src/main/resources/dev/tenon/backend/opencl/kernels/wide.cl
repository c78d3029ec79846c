// What follows is for as many neighbouring elements at a time as the device likes.
#undef V
#define V WIDTH
