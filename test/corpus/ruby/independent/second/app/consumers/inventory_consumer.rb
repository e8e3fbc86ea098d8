# frozen_string_literal: true

class InventoryConsumer < Racecar::Consumer
  subscribes_to 'erp_stock_movements', start_from_beginning: false
  subscribes_to 'erp_stock_corrections', max_bytes_per_partition: 512_000

  self.group_id = 'webshop-inventory'
  self.parallel_workers = 2

  def configure(consumer:, producer:, instrumenter:)
    super
    @repository = StockRepository.new
  end

  def process_batch(messages)
    movements = messages.map { |m| JSON.parse(m.value, symbolize_names: true) }
    ActiveRecord::Base.transaction do
      movements.each { |movement| @repository.apply(movement) }
    end

    movements.select { |m| m[:quantity].zero? }.each do |m|
      produce({ sku: m[:sku] }.to_json, topic: 'webshop_sold_out', key: m[:sku])
    end
    deliver!
  end

  def teardown
    @repository.close
  end
end
