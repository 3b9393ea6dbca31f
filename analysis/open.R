# A result of pijler in R, by Debian's r-cran-ncdf4. As a command: Rscript open.R RESULT.h5 ARM OTHER OUTCOME SUBGROUP prints ARM less OTHER by replicate.
library(ncdf4)

# A variable as an array whose dimensions have names: open_variable("study.h5", "starts")["cannabis", "age_12_16", , "0", "parents"].
# R counts dimensions the other way round: substance, subgroup, month, replicate, arm.
open_variable <- function(path, name) {
    file <- nc_open(path, readunlim = FALSE)
    on.exit(nc_close(file))
    values <- ncvar_get(file, name, collapse_degen = FALSE)
    dimensions <- sapply(file$var[[name]]$dim, function(dimension) dimension$name)
    labels <- lapply(dimensions, function(dimension) as.character(ncvar_get(file, dimension)))
    array(values, dim(values), setNames(labels, dimensions))
}

# Arm less another arm, summed over months, replicate by replicate: both on the same town and chances. Of the first substance. A named vector.
paired_difference <- function(path, arm, other, outcome = "starts", subgroup = "all") {
    values <- open_variable(path, outcome)[1, subgroup, , , c(arm, other), drop = FALSE]
    sums <- apply(values, c("replicate", "arm"), sum)
    sums[, arm] - sums[, other]
}

words <- commandArgs(trailingOnly = TRUE)
if (sys.nframe() == 0 && length(words) == 5) {
    difference <- do.call(paired_difference, as.list(words))
    cat(difference, "\n")
    cat("mean", mean(difference), "95 %", t.test(difference)$conf.int, "\n")
}
